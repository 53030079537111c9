package dev.weakref.suitability;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Captures}.
 */
class CapturesTests {

	private final Object target = new Object();

	@Test
	void theObjectItselfIsFound() {
		assertThat(find(this.target, this.target)).isEqualTo("by being the object itself");
	}

	@Test
	void aCapturedVariableIsFound() {
		Object captured = this.target;
		Supplier<Object> lambda = () -> captured;
		assertThat(find(lambda, captured)).isEqualTo("through a captured variable");
	}

	@Test
	void theThisOfALambdaIsFound() {
		Supplier<Object> lambda = () -> this.target;
		assertThat(find(lambda, this)).isEqualTo("through a captured variable");
	}

	@Test
	void aLambdaThatCapturesALambdaIsLookedInto() {
		Object captured = this.target;
		Supplier<Object> inner = () -> captured;
		Supplier<Object> outer = () -> inner.get();
		assertThat(find(outer, captured)).isEqualTo("through a captured variable");
		assertThat(find(outer, new Object())).isNull();
	}

	@Test
	void aLambdaThatCapturesItselfEndsTheSearch() {
		Runnable[] self = new Runnable[1];
		Runnable[] other = self;
		self[0] = () -> other[0].run();
		assertThat(find(self[0], this.target)).isNull();
	}

	@Test
	void aBoundMethodReferenceIsFound() {
		Supplier<String> reference = this.target::toString;
		assertThat(find(reference, this.target)).isNotNull();
	}

	@Test
	void theOuterInstanceOfAnAnonymousClassIsFound() {
		Supplier<Object> anonymous = new Supplier<>() {

			@Override
			public Object get() {
				return CapturesTests.this.target;
			}

		};
		assertThat(find(anonymous, this)).isEqualTo("through a captured variable");
	}

	@Test
	void aFieldIsFoundEvenInASuperclassOrARecord() {
		assertThat(find(new Holder(this.target) {
		}, this.target)).isEqualTo("in its field 'held'");
		assertThat(find(new RecordHolder(this.target), this.target)).isEqualTo("in its field 'held'");
	}

	@Test
	void anElementOfAnArrayIsFound() {
		assertThat(find(new Object[] { "other", this.target }, this.target)).isEqualTo("in an element of the array");
	}

	@Test
	void theHandlerOfAProxyIsLookedInto() {
		Object captured = this.target;
		InvocationHandler holding = (proxy, method, arguments) -> method.invoke(captured, arguments);
		assertThat(find(proxy(holding), captured)).isEqualTo("through its invocation handler");
		assertThat(find(proxy((proxy, method, arguments) -> null), captured)).isNull();
	}

	@Test
	void aWeakReferenceIsNoCapture() {
		assertThat(find(new WeakReference<>(this.target) {
		}, this.target)).isNull();
		assertThat(find(new Holder(new WeakReference<>(this.target)), this.target)).isNull();
	}

	@Test
	void anEqualObjectIsNoCapture() {
		assertThat(find(new Holder(List.of(1)), List.of(1))).isNull();
	}

	@Test
	void aReferenceToAnotherObjectIsNoCapture() {
		Path path = Path.of("file");
		Consumer<Object> capturingNothing = (value) -> {
		};
		Consumer<Object> capturingAnother = (value) -> path.toFile().delete();
		Consumer<Path> unbound = Path::toFile;
		for (Object holder : List.of(capturingNothing, capturingAnother, unbound, "text", path)) {
			assertThat(find(holder, this.target)).isNull();
		}
	}

	@Test
	void aLongerWayAndACollectionAreNotFound() {
		assertThat(find(new Holder(new Holder(this.target)), this.target)).isNull();
		assertThat(find(new ArrayList<>(List.of(this.target)), this.target)).isNull();
	}

	@Test
	void noUserCodeIsCalled() {
		assertThat(find(new Holder(new Hostile()), new Hostile())).isNull();
	}

	private static @Nullable String find(Object holder, Object target) {
		return new Captures().find(holder, target);
	}

	private static Object proxy(InvocationHandler handler) {
		return Proxy.newProxyInstance(CapturesTests.class.getClassLoader(), new Class<?>[] { Runnable.class }, handler);
	}

	private static class Holder {

		final Object held;

		Holder(Object held) {
			this.held = held;
		}

	}

	private record RecordHolder(Object held) {
	}

	private static final class Hostile {

		@Override
		public boolean equals(Object other) {
			throw new AssertionError();
		}

		@Override
		public int hashCode() {
			throw new AssertionError();
		}

		@Override
		public String toString() {
			throw new AssertionError();
		}

	}

}
