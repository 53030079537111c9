package dev.weakref.registry;

import java.lang.annotation.RetentionPolicy;

import ch.qos.logback.classic.Level;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.LastingObjects;
import dev.weakref.suitability.Suitability;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a {@link WeakRegistry} does with objects that are never collected.
 */
class LastingObjectsTests {

	@AutoClose
	private final LogRecorder log = new LogRecorder(Suitability.class);

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ALLOW")
	void lastingObjectsAreRegisteredAndMentionedOnceForEachType(LastingObjects policy) {
		use(policy);
		assertThat(this.log.messages(Level.WARN)).hasSize(4)
			.extracting((message) -> message.substring(0, message.indexOf(" is ")))
			.containsExactly("A java.lang.Integer", "A java.lang.Long", "A java.lang.annotation.RetentionPolicy",
					"A java.lang.Character");
	}

	@ParameterizedTest
	@EnumSource(names = "ALLOW")
	void lastingObjectsAreRegisteredWithoutAWarningIfThePolicyAllows(LastingObjects policy) {
		use(policy);
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	private static void use(LastingObjects policy) {
		try (Reaper reaper = Reaper.builder().lastingObjects(policy).start()) {
			WeakRegistry registry = new WeakRegistry(reaper);
			Object ordinary = new Object();
			assertThat(registry.register(ordinary)).isTrue();
			assertThat(registry.register(1)).isTrue();
			assertThat(registry.register("numbers", 2)).isTrue();
			assertThat(registry.register("numbers", 3L)).isTrue();
			String companion = registry.companionOf(RetentionPolicy.CLASS, (object) -> "note");
			assertThat(companion).isEqualTo("note");
			Object note = registry.weakCompanions("weak").of(RetentionPolicy.SOURCE, (source) -> "note");
			assertThat(note).isEqualTo("note");
			assertThat(registry.idOf('c')).isPositive();
			assertThat(registry.count(Object.class)).isOne();
		}
	}

}
