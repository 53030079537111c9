package dev.weakref.reference;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.CapturedReferentException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link WeakMethod}.
 */
class WeakMethodTests {

	@AutoClose
	private final Reaper reaper = Reaper.builder().executor(Runnable::run).start();

	private final Referents referents = new Referents(this.reaper);

	private final WeakMethods methods = new WeakMethods(this.referents);

	private final Greeter greeter = new Greeter("Ada");

	@Test
	void aMethodIsBoundForACallUntilTheReceiverIsGone() {
		WeakMethod<Greeter, Function<String, String>> greet = this.methods.function(this.greeter, Greeter::greet);
		assertThat(greet.find()).hasValueSatisfying((bound) -> assertThat(bound.apply("Hello")).isEqualTo("Hello Ada"));
		assertThat(greet.get()).isNotSameAs(greet.get());
		assertThat(greet.isAlive()).isTrue();
		SimulatedCollector.collect(this.referents, this.greeter);
		assertThat(greet.get()).isNull();
		assertThat(greet.find()).isEmpty();
		assertThat(greet.isAlive()).isFalse();
	}

	@Test
	void thereIsAShapeForEachMethod() {
		List<String> heard = new ArrayList<>();
		WeakMethod<Greeter, Runnable> runnable = this.methods.runnable(this.greeter, Greeter::count);
		WeakMethod<Greeter, Supplier<Integer>> supplier = this.methods.supplier(this.greeter, Greeter::calls);
		WeakMethod<List<String>, Consumer<String>> consumer = this.methods.consumer(heard, List::add);
		runnable.find().ifPresent(Runnable::run);
		consumer.find().ifPresent((bound) -> bound.accept("heard"));
		assertThat(supplier.find().map(Supplier::get)).contains(1);
		assertThat(heard).containsExactly("heard");
	}

	@Test
	void aReflectedMethodIsCalledVirtually() throws Throwable {
		Greeter loud = new Greeter("Ada") {

			@Override
			String greet(String greeting) {
				return super.greet(greeting) + "!";
			}

		};
		WeakMethod<Greeter, BoundMethod> greet = this.methods.method(loud, greet());
		assertThat(greet.find().orElseThrow().invoke("Hello")).isEqualTo("Hello Ada!");
	}

	@Test
	void anExceptionOfAReflectedMethodIsThrownAsItIs() throws Exception {
		WeakMethod<Greeter, BoundMethod> fail = this.methods.method(this.greeter,
				Greeter.class.getDeclaredMethod("fail"));
		assertThatIOException().isThrownBy(() -> fail.find().orElseThrow().invoke()).withMessage("failed");
	}

	@Test
	void aMethodThatCannotBeBoundIsRefused() throws Exception {
		Method valueOf = String.class.getMethod("valueOf", Object.class);
		assertThatIllegalArgumentException().isThrownBy(() -> this.methods.method(this.greeter, valueOf))
			.withMessageContaining("is static");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.methods.method(this.greeter, String.class.getMethod("length")))
			.withMessageContaining("is not a method of");
		Greeter greeter = this.greeter;
		assertThatExceptionOfType(CapturedReferentException.class)
			.isThrownBy(() -> this.methods.runnable(greeter, (ignored) -> greeter.count()));
	}

	@Test
	void theCallbackRunsOnceWithTheWeakMethod() {
		List<WeakMethod<?, ?>> told = new ArrayList<>();
		WeakMethod<Greeter, ?> method = this.methods.supplier(this.greeter, Greeter::calls, told::add);
		assertThat(method.callback()).isNotNull();
		SimulatedCollector.collect(this.referents, this.greeter);
		SimulatedCollector.collect(this.referents, this.greeter);
		assertThat(told).singleElement().isSameAs(method);
		assertThat(method.callback()).isNull();
	}

	@Test
	void liveWeakMethodsAreEqualIfReceiverAndMethodAre() throws Exception {
		WeakMethod<Greeter, BoundMethod> method = this.methods.method(this.greeter, greet());
		WeakMethod<Greeter, BoundMethod> same = this.methods.method(new Greeter("Ada"), greet());
		WeakMethod<Greeter, BoundMethod> other = this.methods.method(this.greeter,
				Greeter.class.getDeclaredMethod("fail"));
		assertThat(method).isEqualTo(same).hasSameHashCodeAs(same).hasSameHashCodeAs(this.greeter);
		assertThat(method).isNotEqualTo(other);
		assertThat(method.equals((Object) new WeakRefs(this.referents).ref(this.greeter))).isFalse();
		SimulatedCollector.collect(this.referents, this.greeter);
		assertThat(method).isEqualTo(method).isNotEqualTo(same).hasSameHashCodeAs(this.greeter);
		assertThatIllegalStateException().isThrownBy(other::hashCode);
	}

	@Test
	void aMethodReferenceIsTheSameOnlyIfItWasEvaluatedInOnePlace() {
		BiFunction<Greeter, String, String> greet = Greeter::greet;
		assertThat(this.methods.function(this.greeter, greet)).isEqualTo(this.methods.function(this.greeter, greet));
		assertThat(this.methods.function(this.greeter, Greeter::greet))
			.isNotEqualTo(this.methods.function(this.greeter, greet));
	}

	private static Method greet() throws NoSuchMethodException {
		return Greeter.class.getDeclaredMethod("greet", String.class);
	}

	static class Greeter {

		private final String name;

		private int calls;

		Greeter(String name) {
			this.name = name;
		}

		String greet(String greeting) {
			return greeting + " " + this.name;
		}

		void fail() throws IOException {
			throw new IOException("failed");
		}

		void count() {
			this.calls++;
		}

		int calls() {
			return this.calls;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Greeter greeter && greeter.name.equals(this.name);
		}

		@Override
		public int hashCode() {
			return this.name.hashCode();
		}

	}

}
