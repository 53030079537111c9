package dev.weakref.finalizer;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakRefs;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.LastingObjectException;
import dev.weakref.suitability.LastingObjects;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link Finalizer}.
 */
class FinalizerTests {

	@AutoClose
	private final Reaper reaper = Reaper.builder().executor(Runnable::run).start();

	private final Referents referents = new Referents(this.reaper);

	private final Finalizers finalizers = new Finalizers(this.referents);

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final Object object = new Object();

	@Test
	void theActionRunsOnceAfterTheCollection() {
		Finalizer<?> finalizer = this.finalizers.register(this.object, "gone", this.events::add);
		assertThat(finalizer.isPending()).isTrue();
		assertThat(this.finalizers.statistics()).isEqualTo(new FinalizerStatistics(1, 0, 0, 0, 0, 0));
		collect();
		collect();
		assertThat(this.events).containsExactly("gone");
		assertThat(finalizer.isPending()).isFalse();
		assertThat(finalizer.call()).isNull();
		assertThat(this.events).containsExactly("gone");
		assertThat(this.finalizers.statistics()).isEqualTo(new FinalizerStatistics(0, 1, 0, 0, 0, 0));
	}

	@Test
	void aFinalizerNeedNotBeHeld() {
		try (Reaper reaper = Reaper.start()) {
			Finalizers finalizers = new Finalizers(new Referents(reaper));
			Object held = new Object();
			finalizers.register(held, "held", this.events::add);
			WeakReference<Object> object = registerAndDrop(finalizers);
			GarbageCollector.awaitUntil("the action has run", () -> this.events.contains("dropped"));
			assertThat(object.refersTo(null)).isTrue();
			assertThat(this.events).containsExactly("dropped");
			assertThat(finalizers.statistics().pending()).isEqualTo(1);
			assertThat(new WeakReference<>(held).refersTo(held)).isTrue();
		}
	}

	@Test
	void aCallGivesTheResultOnce() {
		Finalizer<Integer> finalizer = this.finalizers.registerFunction(this.object, List.of(1, 2, 3),
				(numbers) -> numbers.stream().mapToInt(Integer::intValue).sum());
		assertThat(finalizer.call()).isEqualTo(6);
		assertThat(finalizer.isPending()).isFalse();
		assertThat(finalizer.call()).isNull();
		collect();
		assertThat(this.finalizers.statistics()).isEqualTo(new FinalizerStatistics(0, 0, 1, 0, 0, 0));
	}

	@Test
	void anExceptionOfACalledActionReachesTheCallerAndTheFinalizerIsDead() {
		List<Boolean> alive = new ArrayList<>();
		List<Finalizer<?>> self = new ArrayList<>();
		self.add(this.finalizers.register(this.object, "resource", (resource) -> {
			alive.add(self.get(0).isPending());
			throw new IllegalStateException("broken " + resource);
		}));
		assertThatIllegalStateException().isThrownBy(() -> self.get(0).call()).withMessage("broken resource");
		assertThat(alive).containsExactly(false);
		assertThat(self.get(0).call()).isNull();
		assertThat(this.finalizers.statistics()).isEqualTo(new FinalizerStatistics(0, 0, 1, 0, 0, 1));
	}

	@Test
	void anExceptionOfAnActionAfterCollectionIsReported() {
		this.finalizers.register(this.object, "first", this.events::add);
		this.finalizers.register(this.object, "second", (resource) -> {
			throw new OutOfMemoryError("not really");
		});
		collect();
		assertThat(this.events).containsExactly("first");
		assertThat(this.finalizers.statistics()).isEqualTo(new FinalizerStatistics(0, 2, 0, 0, 0, 1));
		assertThat(this.reaper.statistics().lastFailure()).satisfies((failure) -> {
			assertThat(failure.source()).isEqualTo("finalizer");
			assertThat(failure.exception()).isEqualTo("java.lang.OutOfMemoryError");
		});
	}

	@Test
	void closingAFinalizerRunsIt() {
		try (Finalizer<?> finalizer = this.finalizers.register(this.object, "closed", this.events::add)) {
			assertThat(finalizer.isPending()).isTrue();
		}
		assertThat(this.events).containsExactly("closed");
	}

	@Test
	void peekingShowsWhatWasRegistered() {
		Finalizer<Integer> finalizer = this.finalizers.registerFunction(this.object, "abc", String::length);
		assertThat(finalizer.peek()).hasValueSatisfying((details) -> {
			assertThat(details.object()).isSameAs(this.object);
			assertThat(details.resource()).isEqualTo("abc");
			assertThat(details.run()).isEqualTo(3);
		});
		assertThat(finalizer.isPending()).isTrue();
		finalizer.call();
		assertThat(finalizer.peek()).isEmpty();
	}

	@Test
	void aDetachedFinalizerIsNotRun() {
		Finalizer<Integer> finalizer = this.finalizers.registerFunction(this.object, "abc", String::length);
		FinalizerDetails<Integer> details = finalizer.detach().orElseThrow();
		assertThat(details.object()).isSameAs(this.object);
		assertThat(details.run()).isEqualTo(3);
		assertThat(finalizer.isPending()).isFalse();
		assertThat(finalizer.detach()).isEmpty();
		assertThat(finalizer.call()).isNull();
		collect();
		this.finalizers.close();
		assertThat(this.finalizers.statistics()).isEqualTo(new FinalizerStatistics(0, 0, 0, 0, 1, 0));
	}

	@Test
	void aDeadFinalizerHoldsNoObject() {
		WeakRefs refs = new WeakRefs(this.referents);
		Finalizer<?> called = this.finalizers.register(this.object, "a", this.events::add);
		Finalizer<?> detached = this.finalizers.register(this.object, "b", this.events::add);
		Finalizer<?> living = this.finalizers.register(this.object, "c", this.events::add);
		assertThat(refs.refs(this.object)).containsExactly(living, detached, called);
		called.call();
		detached.detach();
		assertThat(refs.count(this.object)).isEqualTo(1);
		assertThat(refs.refs(this.object)).containsExactly(living);
		living.call();
		assertThat(this.referents.estimatedSize()).isZero();
	}

	@Test
	void theTextTellsTheTypeOfTheObject() {
		Finalizer<?> finalizer = this.finalizers.register(this.object, "a", this.events::add);
		assertThat(finalizer.toString()).startsWith("Finalizer@").endsWith("[java.lang.Object]");
		Runnable notice = SimulatedCollector.clear(this.referents, this.object);
		assertThat(finalizer.toString()).endsWith("[collected]");
		notice.run();
		assertThat(finalizer.toString()).endsWith("[dead]");
	}

	@Test
	void finalizersCompareByIdentity() {
		assertThat(this.finalizers.register(this.object, "a", this.events::add))
			.isNotEqualTo(this.finalizers.register(this.object, "a", this.events::add));
	}

	@Test
	void aFinalizerThatCannotWorkIsRefused() {
		StringBuilder object = new StringBuilder();
		assertThatExceptionOfType(CapturedReferentException.class)
			.isThrownBy(() -> this.finalizers.register(object, object, StringBuilder::reverse))
			.withMessageContaining("(path) -> delete(path)");
		assertThatExceptionOfType(CapturedReferentException.class)
			.isThrownBy(() -> this.finalizers.register(object, "a", object::append));
		assertThatExceptionOfType(LastingObjectException.class)
			.isThrownBy(() -> this.finalizers.register(1, "a", this.events::add))
			.withMessageContaining("java.lang.Integer");
		assertThatNullPointerException().isThrownBy(() -> this.finalizers.register(object, nothing(), this.events::add))
			.withMessage("'resource' must not be null");
		assertThat(this.finalizers.statistics().pending()).isZero();
		assertThat(this.referents.estimatedSize()).isZero();
	}

	@Test
	void lastingObjectsAreTakenIfThePolicyAllows() {
		try (Reaper allowing = Reaper.builder().lastingObjects(LastingObjects.ALLOW).start()) {
			Finalizers lenient = new Finalizers(new Referents(allowing));
			assertThat(lenient.register(1, "a", this.events::add).isPending()).isTrue();
		}
	}

	@Test
	void twoInstancesShareTheOrderButNotTheStatistics() {
		Finalizers others = new Finalizers(this.referents);
		this.finalizers.register(this.object, "first", this.events::add);
		others.register(this.object, "second", this.events::add);
		this.finalizers.register(this.object, "third", this.events::add);
		others.close();
		assertThat(this.events).containsExactly("second");
		collect();
		assertThat(this.events).containsExactly("second", "third", "first");
		assertThat(this.finalizers.statistics().collected()).isEqualTo(2);
		assertThat(others.statistics().close()).isEqualTo(1);
	}

	private WeakReference<Object> registerAndDrop(Finalizers finalizers) {
		Object object = new Object();
		finalizers.register(object, "dropped", this.events::add);
		return new WeakReference<>(object);
	}

	private void collect() {
		SimulatedCollector.collect(this.referents, this.object);
	}

	@SuppressWarnings("NullAway")
	private static String nothing() {
		return null;
	}

}
