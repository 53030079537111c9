package dev.weakref.spring.cache;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the proxies of beans with {@link Memoized} methods.
 */
@Timeout(60)
class MemoizedProxyTests {

	@AutoClose
	private final MemoizingContext context = new MemoizingContext();

	private final Document document = new Document("draft");

	@Test
	void callsThroughAGenericInterfaceAreSeenOnce() {
		Function<Document, Object> function = this.context.startWith(Generic.class);
		assertThat(function.apply(this.document)).isSameAs(function.apply(this.document));
		assertThat(this.context.memo("generic.apply").statistics().misses()).isOne();
		assertThat(((Generic) function).apply(this.document)).isSameAs(function.apply(this.document));
	}

	@Test
	void theAnnotationMayBeOnAnInterface() {
		Shapes shapes = this.context.startWith(RoundShapes.class);
		assertThat(shapes.shape(this.document)).isSameAs(shapes.shape(this.document));
		assertThat(AopUtils.isCglibProxy(shapes)).isTrue();
	}

	@Test
	void aProxyMayHaveTheInterfacesOnly() {
		TestPropertyValues.of("spring.aop.proxy-target-class=false").applyTo(this.context);
		this.context.register(RoundShapes.class);
		this.context.refresh();
		Shapes shapes = this.context.getBean(Shapes.class);
		assertThat(AopUtils.isJdkDynamicProxy(shapes)).isTrue();
		assertThat(shapes.shape(this.document)).isSameAs(shapes.shape(this.document));
	}

	@Test
	void aDefaultMethodIsSeenByAProxyOfTheInterfaces() {
		TestPropertyValues.of("spring.aop.proxy-target-class=false").applyTo(this.context);
		this.context.register(RoundShapes.class);
		this.context.refresh();
		Shapes shapes = this.context.getBean(Shapes.class);
		assertThat(shapes.outline(this.document)).isSameAs(shapes.outline(this.document));
	}

	@Test
	void aBeanBehindAScopedProxyShowsUnderItsOwnName() {
		this.context.register(ScopedStyles.class);
		this.context.refresh();
		assertThat(this.context.getBean(ScopedStyles.class).style(this.document)).isNotNull();
		assertThat(this.context.memo("memoizedProxyTests.ScopedStyles.style").statistics().misses()).isOne();
	}

	@Test
	void aBeanThatHasAProxyAlreadyGetsNoSecondOne() {
		this.context.register(AsyncStyles.class, Asynchronous.class);
		this.context.refresh();
		AsyncStyles styles = this.context.getBean(AsyncStyles.class);
		Object style = styles.style(this.document).join();
		assertThat(styles.style(this.document).join()).isSameAs(style);
		assertThat(((Advised) styles).getAdvisors()).hasSize(2);
		assertThat(AopUtils.isAopProxy(((Advised) styles).getTargetSource())).isFalse();
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

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	static class Asynchronous {

	}

}
