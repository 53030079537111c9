package dev.weakref.boot.actuate;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.weakref.cache.WeakCache;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.redis.RedisServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * A whole application whose annotated methods use weak caches in front of Redis.
 */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NearCacheWebTests {

	private RedisServer server;

	private RunningApplication application;

	@BeforeAll
	void start() {
		this.server = RedisServer.start();
		this.application = RunningApplication.start(Application.class, "spring.data.redis.host=127.0.0.1",
				"spring.data.redis.port=" + this.server.port(), "spring.data.redis.timeout=1s",
				"weakref.cache-defaults.backing=", "weakref.caches.documents.value-type=" + Document.class.getName(),
				"weakref.caches.things.retain.maximum-size=10", "management.endpoint.health.show-details=always",
				"management.endpoint.weakrefs.access=unrestricted");
	}

	@AfterAll
	void stop() {
		if (this.application != null) {
			this.application.close();
		}
		if (this.server != null) {
			this.server.close();
		}
	}

	static Stream<Function<Library, Document>> methods() {
		return Stream.of((library) -> library.document("direct"), (library) -> library.documentInSync("sync"),
				(library) -> library.documentLater("later").join(),
				(library) -> library.documentLaterInSync("later-sync").join());
	}

	@ParameterizedTest
	@MethodSource("methods")
	void anAnnotatedMethodIsCalledOnceForAllProcesses(Function<Library, Document> method) {
		Library library = library();
		int calls = library.calls().get();
		Document document = method.apply(library);
		assertThat(document).isNotNull();
		String key = document.text();
		await().until(() -> method.apply(library) == method.apply(library));
		assertThat(method.apply(library)).isEqualTo(document);
		assertThat(library.calls().get() - calls).isOne();
		assertThat(manager("documents").get(key, Document.class)).isEqualTo(document);
		manager("documents").evictIfPresent(key);
		await().until(() -> {
			method.apply(library);
			return library.calls().get() - calls > 1;
		});
	}

	@Test
	void aNullIsRememberedByAnUntypedCache() {
		Library library = library();
		assertThat(library.thing("no thing")).isNull();
		int calls = library.calls().get();
		assertThat(library.thing("no thing")).isNull();
		assertThat(library.thingInSync("no thing")).isNull();
		assertThat(library.calls()).hasValue(calls);
		assertThat(manager("things").get("no thing")).isNotNull();
		assertThat(library.thingInSync("nothing")).isNull();
		assertThat(library.thing("nothing")).isNull();
		assertThat(library.calls()).hasValue(calls + 1);
	}

	@Test
	void aNullIsNotRememberedByATypedCache() {
		Library library = library();
		int calls = library.calls().get();
		for (int i = 0; i < 2; i++) {
			assertThat(library.document("null")).isNull();
			assertThat(library.documentInSync("null")).isNull();
			assertThat(library.documentLater("null").join()).isNull();
		}
		assertThat(library.calls().get() - calls).isEqualTo(6);
		assertThat(manager("documents").get("null")).isNull();
	}

	@Test
	void theEndpointShowsTheEngine() {
		library().document("shown");
		assertThat(this.application.get("weakrefs").body()).contains(
				"\"backing\":{\"cacheManager\":\"cacheManager\",\"cache\":\"documents\",\"engine\":\"redis\","
						+ "\"invalidation\":\"redis-tracking\",\"state\":\"trusted\",\"verifiedMillisAgo\":",
				"\"revalidations\":{\"unchanged\":", "\"invalidations\":{\"received\":", "\"connectionLosses\":",
				"\"superseded\":{\"live\":0,\"oldestMillis\":0}");
	}

	@Test
	void theMetersShowTheEngine() {
		library().document("measured");
		assertThat(this.application.get("prometheus").body()).contains(
				"weakref_backing_gets_total{name=\"documents\",result=\"hit\"} ",
				"weakref_backing_gets_total{name=\"documents\",result=\"miss\"} ",
				"weakref_backing_gets_total{name=\"documents\",result=\"failure\"} ",
				"weakref_channel_up{name=\"documents\"} 1.0", "weakref_channel_losses_total{name=\"documents\"} 0.0",
				"weakref_superseded_live_objects{name=\"documents\"} ");
	}

	@Test
	void aCacheThatIsClearedByTheEndpointLeavesTheEntriesOfTheEngine() {
		Library library = library();
		Document document = library.document("left");
		assertThat(this.application.delete("weakrefs/caches/documents").statusCode()).isEqualTo(204);
		assertThat(cache().asMap()).isEmpty();
		assertThat(manager("documents").get("left", Document.class)).isEqualTo(document);
		int calls = library.calls().get();
		assertThat(library.document("left")).isEqualTo(document);
		assertThat(library.calls()).hasValue(calls);
	}

	/**
	 * The last test, since it stops Redis.
	 */
	@Test
	@Order(Integer.MAX_VALUE)
	void theHealthIsUnknownWhileChangesMayBeMissedAndDownWhenLookUpsFail() throws IOException {
		assertThat(health()).contains("\"documents\":\"trusted\"", "\"status\":\"UP\"");
		this.server.stop();
		await().until(() -> health().contains("\"documents\":\"lost\""));
		assertThat(health()).contains("\"status\":\"UNKNOWN\"");
		assertThat(this.application.get("health").statusCode()).isEqualTo(200);
		assertThatException().isThrownBy(() -> library().document("a"));
		assertThat(health()).contains("\"documents\":\"down\"", "\"status\":\"DOWN\"");
		this.server.restart();
		await().until(() -> health().contains("\"documents\":\"trusted\"") || library().document("a") != null);
		await().until(() -> {
			library().document("b");
			return health().contains("\"status\":\"UP\"");
		});
	}

	private String health() {
		return this.application.get("health/weakrefBacking").body();
	}

	private Library library() {
		return this.application.context().getBean(Library.class);
	}

	private WeakCache<?, ?> cache() {
		return this.application.context().getBean("documents", WeakCache.class);
	}

	private Cache manager(String name) {
		return Objects
			.requireNonNull(this.application.context().getBean("cacheManager", CacheManager.class).getCache(name));
	}

	@EnableCaching
	@Configuration(proxyBeanMethods = false)
	@Import(Library.class)
	static class Application {

	}

	static class Library {

		private final AtomicInteger calls = new AtomicInteger();

		public AtomicInteger calls() {
			return this.calls;
		}

		@Cacheable(cacheNames = "documents", cacheManager = "weakCacheManager")
		public @Nullable Document document(String key) {
			this.calls.incrementAndGet();
			return (key.equals("null")) ? null : new Document(key);
		}

		@Cacheable(cacheNames = "documents", cacheManager = "weakCacheManager", sync = true)
		public @Nullable Document documentInSync(String key) {
			return document(key);
		}

		@Cacheable(cacheNames = "documents", cacheManager = "weakCacheManager")
		public CompletableFuture<@Nullable Document> documentLater(String key) {
			return CompletableFuture.supplyAsync(() -> document(key));
		}

		@Cacheable(cacheNames = "documents", cacheManager = "weakCacheManager", sync = true)
		public CompletableFuture<@Nullable Document> documentLaterInSync(String key) {
			return CompletableFuture.supplyAsync(() -> document(key));
		}

		@Cacheable(cacheNames = "things", cacheManager = "weakCacheManager")
		public @Nullable Object thing(String key) {
			this.calls.incrementAndGet();
			return null;
		}

		@Cacheable(cacheNames = "things", cacheManager = "weakCacheManager", sync = true)
		public @Nullable Object thingInSync(String key) {
			return thing(key);
		}

	}

}
