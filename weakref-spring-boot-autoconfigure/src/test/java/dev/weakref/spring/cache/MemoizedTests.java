package dev.weakref.spring.cache;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.weakref.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.autoconfigure.WeakRefBeansAutoConfiguration;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.RecursiveComputationException;
import dev.weakref.memo.ManagedMemo;
import dev.weakref.memo.Memoizers;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Memoized}.
 */
@Timeout(60)
class MemoizedTests {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final Document document = new Document("draft");

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void aMethodIsCalledOnceForEachArgument() {
		Styles styles = start(Styles.class);
		Object style = styles.style(this.document);
		assertThat(styles.style(new Document("draft"))).isSameAs(style);
		assertThat(styles.style(new Document("other"))).isNotSameAs(style);
		assertThat(styles.calls()).isEqualTo(2);
		assertThat(memo("styles.style").statistics().hits()).isOne();
	}

	@Test
	void argumentsCompareByIdentityWhereThatIsAskedFor() {
		Styles styles = start(Styles.class);
		assertThat(styles.own(this.document)).isSameAs(styles.own(this.document))
			.isNotSameAs(styles.own(new Document("draft")));
		assertThat(memo("styles.own").keyEquality()).isEqualTo(KeyEquality.IDENTITY);
	}

	@Test
	void aMethodWithoutArgumentsIsCalledOnce() {
		Styles styles = start(Styles.class);
		assertThat(styles.all()).isSameAs(styles.all());
		assertThat(styles.calls()).isOne();
	}

	@Test
	void aMethodWithSeveralArgumentsIsCalledOnceForEachCombination() {
		Styles styles = start(Styles.class);
		Object style = styles.page(this.document, 1, TimeUnit.DAYS);
		assertThat(styles.page(this.document, 1, TimeUnit.DAYS)).isSameAs(style);
		assertThat(styles.page(this.document, 2, TimeUnit.DAYS)).isNotSameAs(style);
		assertThat(styles.page(this.document, 1, null)).isNotSameAs(style)
			.isSameAs(styles.page(this.document, 1, null));
		assertThat(styles.calls()).isEqualTo(3);
	}

	@Test
	void aNullResultIsRemembered() {
		Styles styles = start(Styles.class);
		assertThat(styles.nothing(this.document)).isNull();
		assertThat(styles.nothing(this.document)).isNull();
		assertThat(styles.calls()).isOne();
	}

	@Test
	void anExceptionIsNotRemembered() {
		Styles styles = start(Styles.class);
		assertThatExceptionOfType(StyleException.class).isThrownBy(() -> styles.failing(this.document));
		assertThatExceptionOfType(StyleException.class).isThrownBy(() -> styles.failing(this.document));
		assertThat(styles.calls()).isEqualTo(2);
		assertThat(memo("styles.failing").statistics().failures()).isEqualTo(2);
	}

	@Test
	void oneThreadCallsTheMethodAndTheOthersWait() {
		Slow slow = start(Slow.class);
		List<Background<Object>> threads = IntStream.range(0, 4)
			.mapToObj((i) -> Background.start(() -> slow.style(this.document)))
			.toList();
		threads.forEach(Background::awaitWaiting);
		slow.mayEnd().countDown();
		assertThat(threads).extracting(Background::result).containsOnly(threads.get(0).result());
		assertThat(memo("slow.style").statistics().misses()).isEqualTo(4);
		assertThat(memo("slow.style").liveCount()).isOne();
	}

	@Test
	void aMethodThatAsksForItsOwnResultThroughTheProxyIsToldSo() {
		Styles styles = start(Styles.class);
		assertThatExceptionOfType(RecursiveComputationException.class)
			.isThrownBy(() -> styles.recursive(this.document, styles))
			.withMessageStartingWith("The result of 'styles.recursive' is being computed");
	}

	@Test
	void overloadedMethodsAreToldApart() {
		Overloaded overloaded = start(Overloaded.class);
		assertThat(overloaded.style("a")).isSameAs(overloaded.style("a"));
		assertThat(overloaded.style(1)).isSameAs(overloaded.style(1));
		assertThat(this.context.getBean(Memoizers.class).directory().all()).extracting(ManagedMemo::name)
			.containsExactly("overloaded.style(String)", "overloaded.style(int)");
	}

	@Test
	void callsThroughAGenericInterfaceAreSeenOnce() {
		Function<Document, Object> function = start(Generic.class);
		assertThat(function.apply(this.document)).isSameAs(function.apply(this.document));
		assertThat(memo("generic.apply").statistics().misses()).isOne();
		assertThat(((Generic) function).apply(this.document)).isSameAs(function.apply(this.document));
	}

	@Test
	void theAnnotationMayBeOnAnInterface() {
		Shapes shapes = start(RoundShapes.class);
		assertThat(shapes.shape(this.document)).isSameAs(shapes.shape(this.document));
		assertThat(AopUtils.isCglibProxy(shapes)).isTrue();
	}

	@Test
	void aProxyMayHaveTheInterfacesOnly() {
		TestPropertyValues.of("spring.aop.proxy-target-class=false").applyTo(this.context);
		this.context.register(RoundShapes.class, Application.class);
		this.context.refresh();
		Shapes shapes = this.context.getBean(Shapes.class);
		assertThat(AopUtils.isJdkDynamicProxy(shapes)).isTrue();
		assertThat(shapes.shape(this.document)).isSameAs(shapes.shape(this.document));
	}

	@Test
	void aDefaultMethodIsSeenByAProxyOfTheInterfaces() {
		TestPropertyValues.of("spring.aop.proxy-target-class=false").applyTo(this.context);
		this.context.register(RoundShapes.class, Application.class);
		this.context.refresh();
		Shapes shapes = this.context.getBean(Shapes.class);
		assertThat(shapes.outline(this.document)).isSameAs(shapes.outline(this.document));
	}

	@Test
	void aBeanBehindAScopedProxyShowsUnderItsOwnName() {
		this.context.register(ScopedStyles.class, Application.class);
		this.context.refresh();
		assertThat(this.context.getBean(ScopedStyles.class).style(this.document)).isNotNull();
		assertThat(memo("memoizedTests.ScopedStyles.style").statistics().misses()).isOne();
	}

	@Test
	void aBeanThatHasAProxyAlreadyGetsNoSecondOne() {
		this.context.register(AsyncStyles.class, Application.class, Asynchronous.class);
		this.context.refresh();
		AsyncStyles styles = this.context.getBean(AsyncStyles.class);
		Object style = styles.style(this.document).join();
		assertThat(styles.style(this.document).join()).isSameAs(style);
		assertThat(((Advised) styles).getAdvisors()).hasSize(2);
		assertThat(AopUtils.isAopProxy(((Advised) styles).getTargetSource())).isFalse();
	}

	@Test
	void resultsCanBeForgotten() {
		Styles styles = start(Styles.class);
		Object style = styles.style(this.document);
		memo("styles.style").forgetAll();
		assertThat(styles.style(this.document)).isNotSameAs(style);
	}

	@Test
	void aResultGoesWithItsArgument() {
		Styles styles = start(Styles.class);
		Object held = styles.style(this.document);
		WeakReference<Object> dropped = new WeakReference<>(styles.style(new Document("dropped")));
		GarbageCollector.awaitCollected(dropped);
		assertThat(styles.style(this.document)).isSameAs(held);
		GarbageCollector.awaitUntil("the end is counted", () -> memo("styles.style").statistics().collected() == 1);
		assertThat(memo("styles.style").liveCount()).isOne();
	}

	@Test
	void aResultThatReachesItsBeanGoesWithTheBean() {
		this.context.register(Application.class);
		this.context.registerBean("bound", Bound.class, (definition) -> definition.setScope("prototype"));
		this.context.refresh();
		Bound held = this.context.getBean(Bound.class);
		Supplier<Bound> own = held.self(this.document);
		WeakReference<Supplier<Bound>> dropped = new WeakReference<>(
				this.context.getBean(Bound.class).self(this.document));
		assertThat(memo("bound.self").liveCount()).isEqualTo(2);
		GarbageCollector.awaitCollected(dropped);
		GarbageCollector.awaitUntil("the end is counted", () -> memo("bound.self").statistics().collected() == 1);
		assertThat(held.self(this.document)).isSameAs(own);
		assertThat(memo("bound.self").liveCount()).isOne();
		Reference.reachabilityFence(held);
	}

	@Test
	void withoutAMemoizedMethodNothingIsMade() {
		start(Object.class);
		assertThat(this.context.getBeanFactory().containsSingleton("weakRefMemoizers")).isFalse();
	}

	@Test
	void aClosedContextShowsNothingInItsParent() {
		this.context.register(Application.class);
		this.context.refresh();
		AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
		child.setParent(this.context);
		child.register(Styles.class, Application.class);
		child.refresh();
		assertThat(child.getBean(Memoizers.class)).isSameAs(this.context.getBean(Memoizers.class));
		assertThat(memo("memoizedTests.Styles.style")).isNotNull();
		child.close();
		assertThat(this.context.getBean(Memoizers.class).directory().all()).isEmpty();
	}

	@Test
	void beansOfOneNameInParentAndChildAreToldApart() {
		Styles styles = start(Styles.class);
		try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(this.context);
			child.registerBean("styles", Styles.class);
			child.register(Application.class);
			child.refresh();
			Object style = child.getBean(Styles.class).style(this.document);
			assertThat(styles.style(this.document)).isNotSameAs(style);
			assertThat(memo("styles.style (2)").liveCount()).isOne();
		}
		assertThat(memo("styles.style (2)")).isNull();
		assertThat(memo("styles.style").liveCount()).isOne();
	}

	private <T> T start(Class<T> bean) {
		this.context.register(Application.class);
		this.context.registerBean(beanName(bean), bean);
		this.context.refresh();
		return bean.cast(this.context.getBean(beanName(bean)));
	}

	private static String beanName(Class<?> bean) {
		return bean.getSimpleName().toLowerCase(Locale.ROOT);
	}

	private ManagedMemo memo(String name) {
		return this.context.getBean(Memoizers.class).directory().find(name);
	}

	record Document(String title) {

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

	static class Generic implements Function<Document, Object> {

		@Override
		@Memoized
		public Object apply(Document document) {
			return new Object();
		}

	}

	interface Shapes {

		@Memoized
		Object shape(Document document);

		@Memoized
		default Object outline(Document document) {
			return new Object();
		}

	}

	static class RoundShapes implements Shapes {

		@Override
		public Object shape(Document document) {
			return new Object();
		}

	}

	@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class ScopedStyles {

		@Memoized
		Object style(Document document) {
			return new Object();
		}

	}

	static class AsyncStyles {

		@Async
		@Memoized
		CompletableFuture<Object> style(Document document) {
			return CompletableFuture.completedFuture(new Object());
		}

	}

	static class Bound {

		@Memoized
		Supplier<Bound> self(Document document) {
			return () -> this;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	static class Asynchronous {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ WeakRefAutoConfiguration.class, WeakRefBeansAutoConfiguration.class })
	static class Application {

	}

}
