package dev.weakref.reaper;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Captures}.
 */
class CapturesTests {

	private final Object target = new Object();

	@Test
	void theObjectItselfIsFound() {
		assertThat(Captures.find(this.target, this.target)).isEqualTo("being the object itself");
	}

	@Test
	void aCapturedVariableIsFound() {
		Object captured = this.target;
		Supplier<Object> lambda = () -> captured;
		assertThat(Captures.find(lambda, captured)).isEqualTo("a captured variable");
	}

	@Test
	void theThisOfALambdaIsFound() {
		Supplier<Object> lambda = () -> this.target;
		assertThat(Captures.find(lambda, this)).isEqualTo("a captured variable");
	}

	@Test
	void aLambdaThatCapturesALambdaIsLookedInto() {
		Object captured = this.target;
		Supplier<Object> inner = () -> captured;
		Supplier<Object> outer = () -> inner.get();
		assertThat(Captures.find(outer, captured)).isEqualTo("a captured variable");
		assertThat(Captures.find(outer, new Object())).isNull();
	}

	@Test
	void aLambdaThatCapturesItselfEndsTheSearch() {
		Runnable[] self = new Runnable[1];
		Runnable[] other = self;
		self[0] = () -> other[0].run();
		assertThat(Captures.find(self[0], this.target)).isNull();
	}

	@Test
	void aBoundMethodReferenceIsFound() {
		Supplier<String> reference = this.target::toString;
		assertThat(Captures.find(reference, this.target)).isNotNull();
	}

	@Test
	void theOuterInstanceOfAnAnonymousClassIsFound() {
		Supplier<Object> anonymous = new Supplier<>() {

			@Override
			public Object get() {
				return CapturesTests.this.target;
			}

		};
		assertThat(Captures.find(anonymous, this)).isEqualTo("a captured variable");
	}

	@Test
	void aFieldIsFoundEvenInASuperclassOrARecord() {
		assertThat(Captures.find(new Holder(this.target) {
		}, this.target)).isEqualTo("its field 'held'");
		assertThat(Captures.find(new RecordHolder(this.target), this.target)).isEqualTo("its field 'held'");
	}

	@Test
	void anElementOfAnArrayIsFound() {
		assertThat(Captures.find(new Object[] { "other", this.target }, this.target))
			.isEqualTo("an element of the array");
	}

	@Test
	void theHandlerOfAProxyIsLookedInto() {
		Object captured = this.target;
		InvocationHandler holding = (proxy, method, arguments) -> method.invoke(captured, arguments);
		assertThat(Captures.find(proxy(holding), captured)).isEqualTo("its invocation handler");
		assertThat(Captures.find(proxy((proxy, method, arguments) -> null), captured)).isNull();
	}

	@Test
	void aWeakReferenceIsNoCapture() {
		assertThat(Captures.find(new WeakReference<>(this.target) {
		}, this.target)).isNull();
		assertThat(Captures.find(new Holder(new WeakReference<>(this.target)), this.target)).isNull();
	}

	@Test
	void anEqualObjectIsNoCapture() {
		assertThat(Captures.find(new Holder(List.of(1)), List.of(1))).isNull();
	}

	@Test
	void aLongerWayAndACollectionAreNotFound() {
		assertThat(Captures.find(new Holder(new Holder(this.target)), this.target)).isNull();
		assertThat(Captures.find(new ArrayList<>(List.of(this.target)), this.target)).isNull();
	}

	@Test
	void noUserCodeIsCalled() {
		assertThat(Captures.find(new Holder(new Hostile()), new Hostile())).isNull();
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
