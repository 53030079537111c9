package dev.weakref;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.weakref.finalizer.Finalizer;
import dev.weakref.finalizer.FinalizerDetails;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.finalizer.TypeFinalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.AnnotatedRef;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakMethod;
import dev.weakref.reference.WeakMethods;
import dev.weakref.reference.WeakProxies;
import dev.weakref.reference.WeakRef;
import dev.weakref.reference.WeakRefs;
import dev.weakref.signal.OwnedRegistration;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that each feature shows the very objects it was given, and the same ones each
 * time it is asked.
 */
class ShownAsRegisteredTests {

	private static final Consumer<Object> callback = (dead) -> {
	};

	private static final Function<Object, Object> function = (resource) -> resource;

	private static final StringBuilder object = new StringBuilder("object");

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final Referents referents = new Referents(this.reaper);

	private final WeakRefs refs = new WeakRefs(this.referents);

	private final WeakMethods methods = new WeakMethods(this.referents);

	private final WeakProxies proxies = new WeakProxies(this.referents);

	private final Finalizers finalizers = new Finalizers(this.referents);

	private final Signal<Object, Object> signal = new Signals(this.reaper).create();

	@ParameterizedTest(name = "{0}")
	@MethodSource("features")
	void theVeryObjectIsShownEachTime(Feature feature) {
		Shown shown = feature.register.apply(this);
		assertThat(shown.now.get()).isSameAs(shown.registered).isSameAs(shown.now.get());
	}

	static Stream<Feature> features() {
		return Stream.of(new Feature("ref: callback", (test) -> {
			WeakRef<StringBuilder> ref = test.refs.ref(object, callback);
			return new Shown(callback, ref::callback);
		}), new Feature("ref: in the list", (test) -> {
			WeakRef<StringBuilder> ref = test.refs.ref(object);
			return new Shown(ref, () -> test.refs.refs(object).get(0));
		}), new Feature("annotated ref: callback", (test) -> {
			AnnotatedRef<StringBuilder, String> ref = test.refs.annotated(object, "note", callback);
			return new Shown(callback, ref::callback);
		}), new Feature("annotated ref: annotation", (test) -> {
			AnnotatedRef<StringBuilder, String> ref = test.refs.annotated(object, "note", callback);
			return new Shown("note", ref::annotation);
		}), new Feature("weak method: callback", (test) -> {
			WeakMethod<StringBuilder, ?> method = test.methods.supplier(object, StringBuilder::length, callback);
			return new Shown(callback, method::callback);
		}), new Feature("proxy: in the list", (test) -> {
			CharSequence proxy = test.proxies.proxy(object, CharSequence.class);
			return new Shown(proxy, () -> test.refs.refs(object).get(0));
		}), new Feature("finalizer: action", (test) -> {
			Finalizer<?> finalizer = test.finalizers.register(object, "resource", callback);
			return new Shown(callback, () -> details(finalizer).action());
		}), new Feature("finalizer: function", (test) -> {
			Finalizer<?> finalizer = test.finalizers.registerFunction(object, "resource", function);
			return new Shown(function, () -> details(finalizer).action());
		}), new Feature("finalizer: resource", (test) -> {
			Finalizer<?> finalizer = test.finalizers.register(object, "resource", callback);
			return new Shown("resource", () -> details(finalizer).resource());
		}), new Feature("finalizer: object", (test) -> {
			Finalizer<?> finalizer = test.finalizers.register(object, "resource", callback);
			return new Shown(object, () -> details(finalizer).object());
		}), new Feature("finalizer: in the list", (test) -> {
			Finalizer<?> finalizer = test.finalizers.register(object, "resource", callback);
			return new Shown(finalizer, () -> test.refs.refs(object).get(0));
		}), new Feature("type finalizer: action", (test) -> {
			LengthFinalizer typeFinalizer = new LengthFinalizer();
			Finalizer<?> finalizer = new TypeFinalizers(test.finalizers, List.of(typeFinalizer)).register(object)
				.get(0);
			return new Shown(typeFinalizer, () -> details(finalizer).action());
		}), new Feature("signal: connection of an owned receiver", (test) -> {
			OwnedRegistration connection = test.signal.connect(object, (owner, event) -> owner.append(event));
			return new Shown(connection, () -> test.signal.send("event").get(0).registration());
		}), new Feature("signal: connection of a strong receiver", (test) -> {
			OwnedRegistration connection = test.signal.connectStrong(callback);
			return new Shown(connection, () -> test.signal.send("event").get(0).registration());
		}), new Feature("signal: connection of a receiver that fails", (test) -> {
			OwnedRegistration connection = test.signal.connect(object, (owner, event) -> owner.charAt(-1));
			return new Shown(connection, () -> test.signal.prepare().robust().send("event").get(0).registration());
		}), new Feature("signal: connection of a receiver that is waited for", (test) -> {
			OwnedRegistration connection = test.signal.async().connect(object, (owner, event) -> owner.append(event));
			return new Shown(connection, () -> test.signal.send("event").get(0).registration());
		}));
	}

	@Test
	void theDetailsOfAFinalizerAreEqualEachTimeAndRunTheAction() {
		Finalizer<Object> finalizer = this.finalizers.registerFunction(object, "resource", function);
		Finalizer<Object> other = this.finalizers.registerFunction(object, "resource", (resource) -> "other");
		assertThat(finalizer.peek()).isEqualTo(finalizer.peek()).hasSameHashCodeAs(finalizer.peek());
		assertThat(finalizer.peek()).isNotEqualTo(other.peek());
		assertThat(details(finalizer).run()).isEqualTo("resource");
		FinalizerDetails<?> peeked = details(finalizer);
		assertThat(finalizer.detach().orElseThrow()).isEqualTo(peeked);
		assertThat(peeked)
			.hasToString("FinalizerDetails[object=java.lang.StringBuilder, resource=java.lang.String, action="
					+ function.getClass().getName() + "]");
	}

	private static FinalizerDetails<?> details(Finalizer<?> finalizer) {
		return finalizer.peek().orElseThrow();
	}

	record Feature(String name, Function<ShownAsRegisteredTests, Shown> register) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	record Shown(Object registered, Supplier<@Nullable Object> now) {
	}

	private static final class LengthFinalizer implements TypeFinalizer<StringBuilder, Integer> {

		@Override
		public Class<StringBuilder> type() {
			return StringBuilder.class;
		}

		@Override
		public Integer capture(StringBuilder object) {
			return object.length();
		}

		@Override
		public void finish(Integer kept) {
			Objects.requireNonNull(kept);
		}

	}

}
