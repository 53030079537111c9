package dev.weakref.suitability;

import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ch.qos.logback.classic.Level;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Suitability}. The tests of {@link Captures} are about holders of
 * objects.
 */
class SuitabilityTests {

	@AutoClose
	private final LogRecorder log = new LogRecorder(Suitability.class);

	@ParameterizedTest
	@MethodSource("lasting")
	void anObjectThatIsNeverCollectedIsRefusedACallback(Object object) {
		Suitability refusing = new Suitability(LastingObjects.REFUSE);
		assertThatExceptionOfType(LastingObjectException.class).isThrownBy(() -> refusing.requireCollectable(object))
			.withMessageContaining(object.getClass().getName())
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(object.getClass()));
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("lasting")
	void anObjectThatIsNeverCollectedIsMentioned(Object object) {
		Suitability warning = new Suitability(LastingObjects.WARN);
		warning.requireCollectable(object);
		warning.mention(object);
		assertThat(this.log.messages(Level.WARN)).containsExactly(message(object));
	}

	@ParameterizedTest
	@MethodSource("lasting")
	void anObjectThatIsNeverCollectedIsTakenWithoutAWarningIfAllowed(Object object) {
		Suitability allowing = new Suitability(LastingObjects.ALLOW);
		allowing.requireCollectable(object);
		allowing.mention(object);
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	static List<Object> lasting() {
		return List.of(1, 2L, 'c', true, RetentionPolicy.CLASS, List.of(), Map.of(), Optional.empty(), String.class,
				SuitabilityTests.class, Duration.ZERO);
	}

	@ParameterizedTest
	@MethodSource("mortal")
	void anObjectThatCanBeCollectedIsTakenWithoutAWarning(Object object) {
		Suitability refusing = new Suitability(LastingObjects.REFUSE);
		refusing.requireCollectable(object);
		refusing.mention(object);
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	static List<Object> mortal() {
		return List.of(new Object(), new String("text"), new ArrayList<>(), List.of(1), Map.of(1, 2), new int[0],
				new Holder(1), new Thread(), new java.io.File("file"));
	}

	@ParameterizedTest
	@EnumSource
	void anObjectThatIsNeverCollectedIsKnownUnderEveryPolicy(LastingObjects policy) {
		Suitability suitability = new Suitability(policy);
		assertThat(suitability.lastingObjects()).isEqualTo(policy);
		assertThat(lasting()).allMatch(suitability::isLasting);
		assertThat(mortal()).noneMatch(suitability::isLasting);
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	@Test
	void aTypeIsLastingIfAllItsObjectsAre() {
		Suitability suitability = new Suitability(LastingObjects.WARN);
		assertThat(
				List.of(int.class, Integer.class, RetentionPolicy.class, Class.class, Optional.class, Duration.class))
			.allMatch(suitability::isLastingType);
		assertThat(List.of(Object.class, String.class, Number.class, List.class, List.of().getClass(), Map.class,
				int[].class, Holder.class))
			.noneMatch(suitability::isLastingType);
	}

	@Test
	void eachTypeIsMentionedOnce() {
		Suitability refusing = new Suitability(LastingObjects.REFUSE);
		refusing.mention(1);
		refusing.mention(2);
		refusing.mention(2L);
		assertThat(this.log.messages(Level.WARN)).containsExactly(message(1), message(2L));
	}

	private static String message(Object object) {
		return "A " + object.getClass().getName() + " is referred to weakly, but is never collected or is shared by "
				+ "value; further ones are logged at debug level";
	}

	private record Holder(Object held) {
	}

}
