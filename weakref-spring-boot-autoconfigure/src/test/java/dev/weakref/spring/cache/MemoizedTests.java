package dev.weakref.spring.cache;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.weakref.collection.KeyEquality;
import dev.weakref.memo.ManagedMemo;
import dev.weakref.memo.Memoizers;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Memoized}.
 */
@Timeout(60)
class MemoizedTests {

	@AutoClose
	private final MemoizingContext context = new MemoizingContext();

	private final Document document = new Document("draft");

	@Test
	void aMethodIsCalledOnceForEachArgument() {
		Styles styles = this.context.startWith(Styles.class);
		Object style = styles.style(this.document);
		assertThat(styles.style(new Document("draft"))).isSameAs(style);
		assertThat(styles.style(new Document("other"))).isNotSameAs(style);
		assertThat(styles.calls()).isEqualTo(2);
		assertThat(this.context.memo("styles.style").statistics().hits()).isOne();
	}

	@Test
	void argumentsCompareByIdentityWhereThatIsAskedFor() {
		Styles styles = this.context.startWith(Styles.class);
		assertThat(styles.own(this.document)).isSameAs(styles.own(this.document))
			.isNotSameAs(styles.own(new Document("draft")));
		assertThat(this.context.memo("styles.own").keyEquality()).isEqualTo(KeyEquality.IDENTITY);
	}

	@Test
	void aMethodWithoutArgumentsIsCalledOnce() {
		Styles styles = this.context.startWith(Styles.class);
		assertThat(styles.all()).isSameAs(styles.all());
		assertThat(styles.calls()).isOne();
	}

	@Test
	void aMethodWithSeveralArgumentsIsCalledOnceForEachCombination() {
		Styles styles = this.context.startWith(Styles.class);
		Object style = styles.page(this.document, 1, TimeUnit.DAYS);
		assertThat(styles.page(this.document, 1, TimeUnit.DAYS)).isSameAs(style);
		assertThat(styles.page(this.document, 2, TimeUnit.DAYS)).isNotSameAs(style);
		assertThat(styles.page(this.document, 1, null)).isNotSameAs(style)
			.isSameAs(styles.page(this.document, 1, null));
		assertThat(styles.calls()).isEqualTo(3);
	}

	@Test
	void aNullResultIsRemembered() {
		Styles styles = this.context.startWith(Styles.class);
		assertThat(styles.nothing(this.document)).isNull();
		assertThat(styles.nothing(this.document)).isNull();
		assertThat(styles.calls()).isOne();
	}

	@Test
	void anExceptionIsNotRemembered() {
		Styles styles = this.context.startWith(Styles.class);
		assertThatExceptionOfType(StyleException.class).isThrownBy(() -> styles.failing(this.document));
		assertThatExceptionOfType(StyleException.class).isThrownBy(() -> styles.failing(this.document));
		assertThat(styles.calls()).isEqualTo(2);
		assertThat(this.context.memo("styles.failing").statistics().failures()).isEqualTo(2);
	}

	@Test
	void oneThreadCallsTheMethodAndTheOthersWait() {
		Slow slow = this.context.startWith(Slow.class);
		List<Background<Object>> threads = IntStream.range(0, 4)
			.mapToObj((i) -> Background.start(() -> slow.style(this.document)))
			.toList();
		threads.forEach(Background::awaitWaiting);
		slow.mayEnd().countDown();
		assertThat(threads).extracting(Background::result).containsOnly(threads.get(0).result());
		assertThat(this.context.memo("slow.style").statistics().misses()).isEqualTo(4);
		assertThat(this.context.memo("slow.style").liveCount()).isOne();
	}

	@Test
	void aMethodThatAsksForItsOwnResultThroughTheProxyIsToldSo() {
		Styles styles = this.context.startWith(Styles.class);
		assertThatExceptionOfType(RecursiveComputationException.class)
			.isThrownBy(() -> styles.recursive(this.document, styles))
			.withMessageStartingWith("The result of 'styles.recursive' is being computed");
	}

	@Test
	void overloadedMethodsAreToldApart() {
		Overloaded overloaded = this.context.startWith(Overloaded.class);
		assertThat(overloaded.style("a")).isSameAs(overloaded.style("a"));
		assertThat(overloaded.style(1)).isSameAs(overloaded.style(1));
		assertThat(this.context.getBean(Memoizers.class).directory().all()).extracting(ManagedMemo::name)
			.containsExactly("overloaded.style(String)", "overloaded.style(int)");
	}

	@Test
	void resultsCanBeForgotten() {
		Styles styles = this.context.startWith(Styles.class);
		Object style = styles.style(this.document);
		this.context.memo("styles.style").forgetAll();
		assertThat(styles.style(this.document)).isNotSameAs(style);
	}

	@Test
	void aResultGoesWithItsArgument() {
		Styles styles = this.context.startWith(Styles.class);
		Object held = styles.style(this.document);
		WeakReference<Object> dropped = new WeakReference<>(styles.style(new Document("dropped")));
		GarbageCollector.awaitCollected(dropped);
		assertThat(styles.style(this.document)).isSameAs(held);
		GarbageCollector.awaitUntil("the end is counted",
				() -> this.context.memo("styles.style").statistics().collected() == 1);
		assertThat(this.context.memo("styles.style").liveCount()).isOne();
	}

	@Test
	void aResultThatReachesItsBeanGoesWithTheBean() {
		this.context.registerBean("bound", Bound.class, (definition) -> definition.setScope("prototype"));
		this.context.refresh();
		Bound held = this.context.getBean(Bound.class);
		Supplier<Bound> own = held.self(this.document);
		WeakReference<Supplier<Bound>> dropped = dropBound();
		GarbageCollector.awaitCollected(dropped);
		GarbageCollector.awaitUntil("the end is counted",
				() -> this.context.memo("bound.self").statistics().collected() == 1);
		assertThat(held.self(this.document)).isSameAs(own);
		assertThat(this.context.memo("bound.self").liveCount()).isOne();
		Reference.reachabilityFence(held);
	}

	@Test
	void withoutAMemoizedMethodNothingIsMade() {
		this.context.startWith(Object.class);
		assertThat(this.context.getBeanFactory().containsSingleton("weakRefMemoizers")).isFalse();
	}

	@Test
	void aClosedContextShowsNothingInItsParent() {
		this.context.refresh();
		MemoizingContext child = new MemoizingContext();
		child.setParent(this.context);
		child.register(Styles.class);
		child.refresh();
		assertThat(child.getBean(Memoizers.class)).isSameAs(this.context.getBean(Memoizers.class));
		assertThat(this.context.memo("memoizedTests.Styles.style")).isNotNull();
		child.close();
		assertThat(this.context.getBean(Memoizers.class).directory().all()).isEmpty();
	}

	@Test
	void beansOfOneNameInParentAndChildAreToldApart() {
		Styles styles = this.context.startWith(Styles.class);
		try (MemoizingContext child = new MemoizingContext()) {
			child.setParent(this.context);
			child.registerBean("styles", Styles.class);
			child.refresh();
			Object style = child.getBean(Styles.class).style(this.document);
			assertThat(styles.style(this.document)).isNotSameAs(style);
			assertThat(this.context.memo("styles.style (2)").liveCount()).isOne();
		}
		assertThat(this.context.memo("styles.style (2)")).isNull();
		assertThat(this.context.memo("styles.style").liveCount()).isOne();
	}

	private WeakReference<Supplier<Bound>> dropBound() {
		Bound bound = this.context.getBean(Bound.class);
		WeakReference<Supplier<Bound>> own = new WeakReference<>(bound.self(this.document));
		assertThat(this.context.memo("bound.self").liveCount()).isEqualTo(2);
		Reference.reachabilityFence(bound);
		return own;
	}

	private static final class StyleException extends Exception {

		private static final long serialVersionUID = 1L;

	}

	static class Styles {

		private final AtomicInteger calls = new AtomicInteger();

		@Memoized
		Object style(Document document) {
			return call();
		}

		@Memoized(keys = KeyEquality.IDENTITY)
		Object own(Document document) {
			return call();
		}

		@Memoized
		public Object all() {
			return call();
		}

		@Memoized
		protected Object page(Document document, int page, TimeUnit unit) {
			return call();
		}

		@Memoized
		Object nothing(Document document) {
			call();
			return null;
		}

		@Memoized
		Object failing(Document document) throws StyleException {
			call();
			throw new StyleException();
		}

		@Memoized
		Object recursive(Document document, Styles proxy) {
			return proxy.recursive(document, proxy);
		}

		int calls() {
			return this.calls.get();
		}

		private Object call() {
			this.calls.incrementAndGet();
			return new Object();
		}

	}

	static class Slow {

		private final CountDownLatch mayEnd = new CountDownLatch(1);

		@Memoized
		Object style(Document document) throws InterruptedException {
			this.mayEnd.await();
			return new Object();
		}

		CountDownLatch mayEnd() {
			return this.mayEnd;
		}

	}

	static class Overloaded {

		@Memoized
		Object style(String name) {
			return new Object();
		}

		@Memoized
		Object style(int number) {
			return new Object();
		}

	}

	static class Bound {

		@Memoized
		Supplier<Bound> self(Document document) {
			return () -> this;
		}

	}

}
