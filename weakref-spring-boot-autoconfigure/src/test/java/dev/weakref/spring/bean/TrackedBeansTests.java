package dev.weakref.spring.bean;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TrackedBeans}, whose cycles and time are set by hand.
 */
class TrackedBeansTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final AtomicLong cycles = new AtomicLong();

	private final AtomicLong nanos = new AtomicLong();

	private final TrackedBeans trackedBeans = new TrackedBeans(this.reaper, this.cycles::get, this.nanos::get);

	private final TrackedGroup baskets = this.trackedBeans.group("com.example.Basket", "session");

	@Test
	void aGroupIsShownUnderTypeAndScope() {
		this.trackedBeans.group("com.example.Basket", "request");
		assertThat(this.trackedBeans.group("com.example.Basket", "session")).isSameAs(this.baskets);
		assertThat(this.trackedBeans.directory().all()).extracting(ManagedBeans::name)
			.containsExactly("com.example.Basket (request)", "com.example.Basket (session)");
		assertThat(this.baskets).hasToString("TrackedGroup[com.example.Basket (session), estimatedSize=0]");
	}

	@Test
	void aBeanIsCountedOnceAtEachStepOfItsLife() {
		Object bean = new Object();
		this.baskets.begin(bean);
		this.baskets.begin(bean);
		assertThat(this.baskets.registered()).isOne();
		assertThat(this.baskets.destroyed()).isZero();
		assertThat(this.baskets.liveCount()).isOne();
		this.baskets.end(bean);
		this.baskets.end(bean);
		assertThat(this.baskets.destroyed()).isOne();
		assertThat(this.baskets.liveCount()).isOne();
		SimulatedCollector.collect(this.baskets.states, bean);
		GarbageCollector.awaitUntil("the collection is counted", () -> this.baskets.collectedCount() == 1);
		assertThat(this.baskets.liveCount()).isZero();
		assertThat(this.baskets.estimatedSize()).isZero();
		assertThat(this.baskets.registered()).isOne();
	}

	@Test
	void theEndOfABeanThatIsNotTrackedIsNotCounted() {
		this.baskets.end(new Object());
		assertThat(this.baskets.destroyed()).isZero();
	}

	@Test
	void theAgeOfTheOldestIsTold() {
		Object first = new Object();
		Object second = new Object();
		this.nanos.set(Duration.ofSeconds(-5).toNanos());
		this.baskets.begin(first);
		this.nanos.set(Duration.ofSeconds(5).toNanos());
		this.baskets.begin(second);
		this.nanos.set(Duration.ofSeconds(60).toNanos());
		assertThat(this.baskets.liveBeans()).isEqualTo(new LiveBeans(2, Duration.ofSeconds(65), 0, null));
		SimulatedCollector.clear(this.baskets.states, first);
		assertThat(this.baskets.liveBeans()).isEqualTo(new LiveBeans(1, Duration.ofSeconds(55), 0, null));
		SimulatedCollector.clear(this.baskets.states, second);
		assertThat(this.baskets.liveBeans()).isEqualTo(new LiveBeans(0, null, 0, null));
	}

	@Test
	void aBeanThatOutlivesItsEndIsSuspectAfterThreeCycles() {
		Object leaked = new Object();
		Object current = new Object();
		this.baskets.begin(leaked);
		this.baskets.begin(current);
		this.cycles.set(10);
		this.nanos.set(Duration.ofSeconds(30).toNanos());
		endAndAwaitTwin(leaked);
		this.nanos.set(Duration.ofSeconds(70).toNanos());
		this.cycles.set(12);
		assertThat(this.baskets.liveBeans().endedButLive()).isZero();
		assertThat(this.trackedBeans.endedButLive(Object.class)).isEmpty();
		this.cycles.set(13);
		assertThat(this.trackedBeans.endedButLive(Object.class)).containsExactly(leaked);
		assertThat(this.trackedBeans.endedButLive(String.class)).isEmpty();
		assertThat(this.baskets.liveBeans())
			.isEqualTo(new LiveBeans(2, Duration.ofSeconds(70), 1, Duration.ofSeconds(40)));
		SimulatedCollector.clear(this.baskets.states, leaked);
		assertThat(this.baskets.liveBeans()).isEqualTo(new LiveBeans(1, Duration.ofSeconds(70), 0, null));
		Reference.reachabilityFence(current);
	}

	@Test
	void aBeanThatHasGrownOldIsNotSuspectBeforeTheCollectorHasComeToItsGeneration() {
		Object old = new Object();
		this.baskets.begin(old);
		BeanState twin = this.baskets.states.get(old);
		this.baskets.end(old);
		this.cycles.set(1000);
		GarbageCollector.run();
		assertThat(this.baskets.liveBeans().endedButLive()).isZero();
		Reference.reachabilityFence(twin);
		twin = null;
		GarbageCollector.awaitUntil("the bean is suspect", () -> this.baskets.liveBeans().endedButLive() == 1);
		Reference.reachabilityFence(old);
	}

	@Test
	void beansOfATypeAreFoundInEveryScope() {
		StringBuilder inSession = new StringBuilder("session");
		StringBuilder inRequest = new StringBuilder("request");
		Object other = new Object();
		this.baskets.begin(inSession);
		this.baskets.begin(other);
		this.trackedBeans.group("java.lang.StringBuilder", "request").begin(inRequest);
		assertThat(this.trackedBeans.stream(CharSequence.class)).containsExactlyInAnyOrder(inSession, inRequest);
		assertThat(this.trackedBeans.stream(Integer.class)).isEmpty();
	}

	@Test
	void trackingKeepsNoBeanAliveAndNeitherDoesLooking() {
		Object held = new Object();
		this.baskets.begin(held);
		WeakReference<Object> dropped = beginAndDrop();
		WeakReference<Object> ended = beginEndAndDrop();
		GarbageCollector.awaitUntil("what nobody holds is collected although it is looked at", () -> {
			this.baskets.liveBeans();
			return dropped.refersTo(null) && ended.refersTo(null);
		});
		GarbageCollector.awaitUntil("that is counted", () -> this.baskets.collectedCount() == 2);
		assertThat(this.baskets.liveCount()).isOne();
		Reference.reachabilityFence(held);
	}

	private void endAndAwaitTwin(Object bean) {
		this.baskets.end(bean);
		BeanState.Ended ended = (BeanState.Ended) Objects.requireNonNull(this.baskets.states.get(bean));
		GarbageCollector.awaitCollected(ended.sameAge());
	}

	private WeakReference<Object> beginAndDrop() {
		Object bean = new Object();
		this.baskets.begin(bean);
		return new WeakReference<>(bean);
	}

	private WeakReference<Object> beginEndAndDrop() {
		Object bean = new Object();
		this.baskets.begin(bean);
		this.baskets.end(bean);
		return new WeakReference<>(bean);
	}

}
