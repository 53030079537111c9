package dev.weakref.reference;

import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link Suitability}.
 */
class SuitabilityTests {

	private final Suitability suitability = new Suitability(LastingObjects.REFUSE);

	private final Path path = Path.of("file");

	@Test
	void theObjectItselfIsRefused() {
		Object object = new Object();
		assertThatExceptionOfType(CapturedReferentException.class)
			.isThrownBy(() -> this.suitability.requireNotCaptured(object, object))
			.withMessageContaining("is the object itself")
			.withMessageContaining("register(object, path, (path) -> delete(path))");
	}

	@Test
	void aLambdaThatUsesTheObjectIsRefused() {
		Consumer<Path> deletesField = (ignored) -> this.path.toFile().delete();
		refused(this, deletesField);
	}

	@Test
	void aBoundMethodReferenceIsRefused() {
		StringBuilder object = new StringBuilder();
		Consumer<String> bound = object::append;
		refused(object, bound);
	}

	@Test
	void aLambdaWithinALambdaIsRefused() {
		StringBuilder object = new StringBuilder();
		Consumer<String> inner = object::append;
		Consumer<String> outer = (text) -> inner.accept(text + text);
		refused(object, outer);
	}

	@Test
	void anInnerClassOfTheObjectIsRefused() {
		refused(this, new Inner());
		refused(this, new Object() {

			@Override
			public String toString() {
				return SuitabilityTests.this.path.toString();
			}

		});
	}

	@Test
	void aRecordWithTheObjectIsRefused() {
		Object object = new Object();
		refused(object, new Holder(object));
	}

	@Test
	void whatDoesNotHoldTheObjectIsTaken() {
		Path path = this.path;
		Consumer<Object> capturesNothing = (value) -> {
		};
		Consumer<Object> capturesPath = (value) -> path.toFile().delete();
		Consumer<Path> unbound = Path::toFile;
		for (Object action : List.of(capturesNothing, capturesPath, unbound, new ArrayList<>(), "text", path)) {
			assertThatNoException().isThrownBy(() -> this.suitability.requireNotCaptured(this, action));
		}
	}

	@ParameterizedTest
	@MethodSource("lasting")
	void aTypeThatIsNeverCollectedIsTreatedAsThePolicySays(Object object) {
		assertThatExceptionOfType(LastingObjectException.class).isThrownBy(() -> this.suitability.requireMortal(object))
			.withMessageContaining(object.getClass().getName())
			.satisfies((ex) -> assertThat(ex.type()).isEqualTo(object.getClass()));
		assertThatNoException().isThrownBy(() -> new Suitability(LastingObjects.WARN).requireMortal(object));
		assertThatNoException().isThrownBy(() -> new Suitability(LastingObjects.ALLOW).requireMortal(object));
	}

	static List<Object> lasting() {
		return List.of(1, 2L, 'c', true, RetentionPolicy.CLASS, List.of(), Map.of(), Optional.empty(), String.class,
				SuitabilityTests.class, java.time.Duration.ZERO);
	}

	@ParameterizedTest
	@MethodSource("mortal")
	void otherTypesAreTaken(Object object) {
		assertThatNoException().isThrownBy(() -> this.suitability.requireMortal(object));
	}

	static List<Object> mortal() {
		return List.of(new Object(), new String("text"), new ArrayList<>(), List.of(1), Map.of(1, 2), new int[0],
				new Holder(1), new Thread(), new java.io.File("file"));
	}

	private void refused(Object object, Object held) {
		assertThatExceptionOfType(CapturedReferentException.class)
			.isThrownBy(() -> this.suitability.requireNotCaptured(object, held))
			.withMessageContaining("holds the object it is registered for");
	}

	private record Holder(Object held) {
	}

	private final class Inner {

		@Override
		public String toString() {
			return SuitabilityTests.this.path.toString();
		}

	}

}
