package dev.weakref.boot.autoconfigure;

import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.Callable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.context.annotation.Import;
import org.springframework.core.SpringProperties;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.cache.ContextCache;

/**
 * Two contexts in which everything has been used, both made by Spring's test framework:
 * one that its cache has evicted, and one that {@code @DirtiesContext} ends. Made by
 * reflection like {@link IsolatedApplication}.
 */
public class IsolatedTestContexts implements Callable<AutoCloseable> {

	@Override
	public AutoCloseable call() throws Exception {
		SpringProperties.setProperty(ContextCache.MAX_CONTEXT_CACHE_SIZE_PROPERTY_NAME, "1");
		TestContextManager first = new TestContextManager(FirstTests.class);
		ApplicationContext evicted = first.getTestContext().getApplicationContext();
		List<Object> held = WholeApplication.use(evicted);
		first.afterTestClass();
		TestContextManager second = new TestContextManager(SecondTests.class);
		List<Object> alsoHeld = WholeApplication.use(second.getTestContext().getApplicationContext());
		if (((ConfigurableApplicationContext) evicted).isActive()) {
			throw new IllegalStateException("The first context was not evicted");
		}
		return () -> {
			second.afterTestClass();
			Reference.reachabilityFence(held);
			Reference.reachabilityFence(alsoHeld);
		};
	}

	@ContextConfiguration(classes = Everything.class)
	@TestPropertySource(properties = { "weakref.caches.images.retain.maximum-size=5",
			"weakref.caches.sounds.references=weak-keys", "management.endpoints.web.exposure.include=*" })
	static class FirstTests {

	}

	@DirtiesContext
	@TestPropertySource(properties = "weakref.caches.another=")
	static class SecondTests extends FirstTests {

	}

	@Import(EverythingSelector.class)
	static class Everything {

	}

	static class EverythingSelector implements DeferredImportSelector {

		@Override
		public String[] selectImports(AnnotationMetadata metadata) {
			return List.of(WholeApplication.configurations()).stream().map(Class::getName).toArray(String[]::new);
		}

	}

}
