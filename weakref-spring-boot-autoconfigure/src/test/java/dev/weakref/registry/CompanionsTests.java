package dev.weakref.registry;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.WeakLink;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link Companions}.
 */
class CompanionsTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakRegistry registry = new WeakRegistry(this.reaper);

	private final Companions<Object, Object> companions = this.registry.companions("notes");

	private final Object object = new Object();

	@Test
	void theFactoryRunsOnceForEachObject() {
		AtomicInteger runs = new AtomicInteger();
		Object companion = this.companions.of(this.object, (object) -> "note " + runs.incrementAndGet());
		assertThat(this.companions.of(this.object, (object) -> "note " + runs.incrementAndGet())).isSameAs(companion);
		assertThat(this.companions.find(this.object)).isSameAs(companion);
		assertThat(runs).hasValue(1);
		assertThat(this.companions.registered()).isEqualTo(1);
	}

	@Test
	void equalObjectsHaveTheirOwnCompanions() {
		List<Integer> one = new ArrayList<>(List.of(1));
		List<Integer> other = new ArrayList<>(List.of(1));
		Object companion = this.companions.of(one, (object) -> new Object());
		assertThat(this.companions.of(other, (object) -> new Object())).isNotSameAs(companion);
		one.add(2);
		assertThat(this.companions.find(one)).isSameAs(companion);
	}

	@Test
	void aCompanionGoesWithItsObject() {
		Object companion = this.companions.of(this.object, (object) -> "note");
		SimulatedCollector.collect(this.companions.companions, this.object);
		assertThat(this.companions.find(this.object)).isNull();
		assertThat(this.companions.of(this.object, (object) -> new String("note"))).isNotSameAs(companion);
		this.companions.companions.cleanUp();
		assertThat(this.companions.liveCount()).isEqualTo(1);
		assertThat(this.companions.registered()).isEqualTo(2);
		assertThat(this.companions.collectedCount()).isEqualTo(1);
	}

	@Test
	void theCollectorTakesACompanionWithItsObjectAndLeavesOthers() {
		WeakReference<Object> companion = companionOfNobody();
		Object kept = this.companions.of(this.object, (object) -> new Object());
		GarbageCollector.awaitCollected(companion);
		assertThat(this.companions.find(this.object)).isSameAs(kept);
	}

	@Test
	void aCompanionWithALinkGoesWithItsObject() {
		WeakReference<AddOn> companion = linkedCompanionOfNobody();
		AddOn kept = (AddOn) this.companions.withLink(this.object, AddOn::new);
		GarbageCollector.awaitCollected(companion);
		assertThat(kept.object().get()).isSameAs(this.object);
	}

	@Test
	void aCompanionThatIsItsObjectIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.companions.of(this.object, (object) -> object))
			.withMessageContaining("being the object itself");
	}

	@Test
	void aCompanionThatHoldsItsObjectIsRefusedWithAWayOut() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.companions.of(this.object, Holder::new))
			.withMessage("The companion of type " + Holder.class.getName()
					+ " in 'notes' holds its object of type java.lang.Object in its field 'held', so that neither"
					+ " could ever be collected. Let it refer back through the WeakLink that 'withLink' gives its"
					+ " factory, or use 'weakCompanions'");
		assertThat(this.companions.find(this.object)).isNull();
		assertThat(this.companions.of(this.object, (object) -> "note")).isEqualTo("note");
	}

	@Test
	void aProxyWhoseHandlerHoldsTheObjectIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.companions.of(this.object,
					(object) -> Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Runnable.class },
							(proxy, method, arguments) -> object.hashCode())))
			.withMessageContaining("its invocation handler");
	}

	@Test
	void aWeakCompanionMayHoldItsObject() {
		Companions<Object, Holder> holders = this.registry.weakCompanions("holders");
		Holder holder = holders.of(this.object, Holder::new);
		GarbageCollector.run();
		assertThat(holders.of(this.object, Holder::new)).isSameAs(holder);
	}

	@Test
	void aWeakCompanionThatIsNotUsedIsMadeAgain() {
		Companions<Object, Holder> holders = this.registry.weakCompanions("holders");
		WeakReference<Holder> first = holderOf(holders);
		GarbageCollector.awaitCollected(first);
		Holder second = holders.of(this.object, Holder::new);
		assertThat(second.held).isSameAs(this.object);
		assertThat(holders.registered()).isEqualTo(2);
	}

	@Test
	void aFactoryThatFailsIsTriedAgain() {
		IllegalStateException failure = new IllegalStateException();
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.companions.of(this.object, (object) -> {
				throw failure;
			}))
			.isSameAs(failure);
		assertThat(this.companions.of(this.object, (object) -> "note")).isEqualTo("note");
		assertThat(this.companions.registered()).isEqualTo(1);
	}

	@Test
	void nullIsRefused() {
		assertThatNullPointerException().isThrownBy(() -> this.companions.of(this.object, (object) -> null))
			.withMessage("The factory of 'notes' must not return null");
		assertThatNullPointerException().isThrownBy(() -> this.companions.of(null, (object) -> "note"));
		assertThatNullPointerException().isThrownBy(() -> this.companions.of(this.object, null));
	}

	@Test
	void aFactoryThatAsksForItsOwnCompanionIsToldSo() {
		assertThatExceptionOfType(RecursiveComputationException.class)
			.isThrownBy(() -> this.companions.of(this.object, (object) -> this.companions.of(object, (o) -> "inner")));
	}

	@Test
	void aFactoryMayAskForTheCompanionOfAnotherObject() {
		Object other = new Object();
		assertThat(this.companions.of(this.object, (object) -> "of " + this.companions.of(other, (o) -> "other")))
			.isEqualTo("of other");
		assertThat(this.companions.find(other)).isEqualTo("other");
	}

	@Test
	void aSlowFactoryDelaysNoOtherObject() {
		Background<Object> slow = Background.start(() -> this.companions.of(this.object, (object) -> {
			Background.run(() -> this.companions.of(new Object(), (other) -> "quick")).result();
			return "slow";
		}));
		assertThat(slow.result()).isEqualTo("slow");
	}

	@Test
	void aCompanionCanBeTakenAway() {
		this.companions.of(this.object, (object) -> "note");
		assertThat(this.companions.remove(this.object)).isEqualTo("note");
		assertThat(this.companions.remove(this.object)).isNull();
		assertThat(this.companions.collectedCount()).isZero();
		this.companions.of(this.object, (object) -> "note");
		this.companions.clear();
		assertThat(this.companions.find(this.object)).isNull();
	}

	@Test
	void anObjectHasOneCompanionOfEachKind() {
		Companions<Object, String> names = this.registry.companions("names");
		Companions<Object, Integer> sizes = this.registry.companions("sizes");
		assertThat(names.of(this.object, (object) -> "name")).isEqualTo("name");
		assertThat(sizes.of(this.object, (object) -> 3)).isEqualTo(3);
		assertThat(this.registry.<Object, String>companions("names")).isSameAs(names);
		assertThatExceptionOfType(DuplicateNameException.class).isThrownBy(() -> this.registry.weakCompanions("names"));
	}

	@Test
	void theDefaultKindNeedsNoName() {
		String companion = this.registry.companionOf(this.object, (object) -> "note");
		assertThat(this.registry.<Object, String>companionOf(this.object, (object) -> "other")).isSameAs(companion);
		assertThat(this.registry.<Object, String>companionWithLink(this.object, WeakLink::toString))
			.isSameAs(companion);
		assertThat(this.registry.remove("companions")).isTrue();
		AddOn addOn = this.registry.companionWithLink(this.object, AddOn::new);
		assertThat(addOn.object().get()).isSameAs(this.object);
	}

	@Test
	void theTextTellsNothingOfCompanions() {
		this.companions.of(this.object, (object) -> "secret");
		assertThat(this.companions).hasToString("Companions[notes, estimatedSize=1]");
	}

	private WeakReference<Object> companionOfNobody() {
		return new WeakReference<>(this.companions.of(new Object(), (object) -> new Object()));
	}

	private WeakReference<AddOn> linkedCompanionOfNobody() {
		return new WeakReference<>((AddOn) this.companions.withLink(new Object(), AddOn::new));
	}

	private WeakReference<Holder> holderOf(Companions<Object, Holder> holders) {
		return new WeakReference<>(holders.of(this.object, Holder::new));
	}

	private record AddOn(WeakLink<Object> object) {
	}

	private static final class Holder {

		final Object held;

		Holder(Object held) {
			this.held = held;
		}

	}

}
