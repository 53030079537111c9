package dev.weakref.boot.actuate;

import java.lang.ref.WeakReference;
import java.net.http.HttpResponse;

import dev.weakref.Kind;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.WeakCollections;
import dev.weakref.collection.WeakKeyMap;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoint over HTTP.
 */
class WeakRefsWebTests {

	private static RunningApplication application;

	private WeakCache<String, Object> images;

	private WeakCaches caches;

	@BeforeAll
	static void start() {
		application = RunningApplication.start(NoFurtherBeans.class, "weakref.caches.images.retain.maximum-size=10",
				"management.endpoint.health.show-details=always",
				"weakref.caches.[a sound, träumerisch].references=weak-keys");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	@SuppressWarnings("unchecked")
	void prepare() {
		this.caches = application.context().getBean(WeakCaches.class);
		this.images = application.context().getBean("images", WeakCache.class);
		this.images.invalidateAll();
	}

	@Test
	void aCacheHasTheFieldsInTheirOrder() {
		WeakCache<String, Object> fresh = this.caches.create("fresh");
		Object value = new Object();
		fresh.get("key", (key) -> value);
		fresh.getIfPresent("key");
		HttpResponse<String> response = application.get("weakrefs/caches/fresh");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("{\"references\":\"weak-values\",\"keyEquality\":\"equals\",\"live\":1,"
				+ "\"estimatedSize\":1,\"retained\":0,\"collected\":0,\"hits\":1,\"weakHits\":1,\"misses\":1,"
				+ "\"loads\":1,\"loadFailures\":0,\"reloads\":0,\"callbacks\":{\"succeeded\":0,\"failed\":0}}");
		assertThat(value).isNotNull();
		this.caches.remove(fresh.name());
	}

	@Test
	void theReportHasItsSectionsInTheirOrder() {
		WeakKeyMap<Object, String> map = application.context()
			.getBean(WeakCollections.class)
			.weakKeyMap("sizes", KeyEquality.IDENTITY);
		String number = "[0-9]+";
		String decimal = "[0-9]+\\.[0-9]{1,3}";
		HttpResponse<String> response = application.get("weakrefs");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).matches("\\{\"caches\":\\{\"a sound, träumerisch\":\\{.*},\"images\":\\{.*}},"
				+ "\"collections\":\\{\"sizes\":\\{\"kind\":\"weak-key-map\",\"live\":0,\"estimatedSize\":0,"
				+ "\"collected\":0}},\"memoized\":\\{},\"registry\":\\{},\"beans\":\\{},\"finalizers\":\\{\"pending\":0,\"run\":\\{\"collected\":0,"
				+ "\"explicit\":0,\"close\":0},\"detached\":0,\"failed\":0},\"signals\":\\{},\"listeners\":\\{},\"locks\":\\{"
				+ "\"weakLocks\":\\{\"live\":0,\"held\":0,\"waiting\":0,\"registered\":0,\"collected\":0}},"
				+ "\"meters\":\\{\"live\":0,\"registered\":0,\"collected\":0,\"replaced\":0,\"failed\":0},"
				+ "\"reaper\":\\{\"running\":true,\"cycles\":" + number + ",\"idleCycles\":" + number + ",\"drained\":"
				+ number + ",\"backlog\":0,\"longestWaitMillis\":0.0,\"lagMillis\":\\{\"max\":" + decimal
				+ ",\"recentMax\":" + decimal + ",\"mean\":" + decimal
				+ "},\"collectionLatencyMillis\":\\{\"recentMax\":" + decimal + ",\"mean\":" + decimal
				+ "}(,\"lastFailure\":\\{.*})?,\"lastFailures\":\\[.*]}}");
		assertThat(map).isEmpty();
	}

	@Test
	void theLastFailureIsInTheReport() {
		Reaper reaper = application.context().getBean(Reaper.class);
		reaper.callbacks().submit(CallbackSource.of(Kind.FINALIZER), () -> {
			throw new IllegalStateException("on purpose");
		});
		GarbageCollector.awaitUntil("the callback has failed", () -> reaper.statistics().lastFailure() != null);
		assertThat(application.get("weakrefs").body()).containsPattern("\"lastFailure\":\\{\"source\":\"finalizer\","
				+ "\"exception\":\"java.lang.IllegalStateException\"," + "\"at\":\"20[0-9-]+T[0-9:.]+Z\"},"
				+ "\"lastFailures\":\\[\\{\"source\":\"finalizer\",\"exception\":.*}]}}$");
	}

	@ParameterizedTest
	@ValueSource(strings = { "weakrefs/caches/none", "weakrefs/collections/none", "weakrefs/nothing/images",
			"weakrefs/caches/images/more", "weakrefs/caches/Images" })
	void whatIsNotThereIsNotFound(String path) {
		assertThat(application.get(path).statusCode()).isEqualTo(404);
	}

	@Test
	void aNameMayHaveSpecialCharacters() {
		assertThat(application.get("weakrefs/caches/a%20sound,%20tr%C3%A4umerisch").body())
			.startsWith("{\"references\":\"weak-keys\"");
	}

	/**
	 * The server refuses an encoded slash, and one that is not encoded makes another
	 * path.
	 */
	@ParameterizedTest
	@CsvSource({ "weakrefs/caches/a/b, 404", "weakrefs/caches/a%2Fb, 400" })
	void aNameWithASlashIsInTheReportButCannotBeReadSingly(String path, int status) {
		WeakCache<String, Object> cache = this.caches.create("a/b");
		assertThat(application.get("weakrefs").body()).contains("\"a/b\":{");
		assertThat(application.get(path).statusCode()).isEqualTo(status);
		this.caches.remove(cache.name());
	}

	@Test
	void aSectionIsReportedByItself() {
		HttpResponse<String> caches = application.get("weakrefs/caches");
		assertThat(caches.statusCode()).isEqualTo(200);
		assertThat(caches.body()).startsWith("{\"").contains("\"images\":{\"references\":\"weak-values\",");
		assertThat(application.get("weakrefs/reaper").body()).startsWith("{\"running\":true,");
		assertThat(application.get("weakrefs/unknown").statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource({ "weakrefs/caches/images, 204", "weakrefs/caches, 204", "weakrefs/caches/none, 404",
			"weakrefs/collections/images, 404", "weakrefs/collections, 404", "weakrefs, 405" })
	void deletingClearsCachesOnly(String path, int status) {
		this.images.put("key", new Object());
		HttpResponse<String> response = application.delete(path);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(this.images.contains("key")).isEqualTo(status != 204);
	}

	@Test
	void readOnlyAccessCannotClear() {
		try (RunningApplication readOnly = RunningApplication.start(NoFurtherBeans.class,
				"weakref.caches.images.references=weak-keys", "management.endpoint.weakrefs.access=read-only")) {
			assertThat(readOnly.get("weakrefs/caches/images").statusCode()).isEqualTo(200);
			assertThat(readOnly.delete("weakrefs/caches/images").statusCode()).isEqualTo(405);
			assertThat(readOnly.delete("weakrefs/caches").statusCode()).isEqualTo(405);
		}
	}

	@Test
	void readingOverHttpRevivesNothing() {
		WeakCache<String, Object> cache = this.caches.create("watched");
		WeakReference<Object> referent = fill(cache);
		GarbageCollector.awaitUntil("the value is collected although it is looked at all the time", () -> {
			application.get("weakrefs");
			application.get("metrics/weakref.live");
			application.get("prometheus");
			return referent.refersTo(null);
		});
		assertThat(this.caches.remove(cache.name())).isTrue();
	}

	@Test
	void metersAreScraped() {
		assertThat(application.get("prometheus").body())
			.contains("weakref_live_objects{kind=\"cache\",name=\"images\"} ",
					"cache_gets_total{cache=\"images\",cache_manager=\"weak\",name=\"images\",result=\"hit\"} ",
					"cache_size{cache=\"a sound, träumerisch\",", "weakref_reaper_backlog_events 0.0")
			.doesNotContain("NaN");
	}

	@Test
	void theHealthCheckIsUp() {
		assertThat(application.get("health").statusCode()).isEqualTo(200);
		assertThat(application.get("health/weakref").body()).contains("\"status\":\"UP\"",
				"\"details\":{\"backlog\":0,\"longestWaitMillis\":0}");
	}

	private static WeakReference<Object> fill(WeakCache<String, Object> cache) {
		Object referent = new Object();
		cache.put("key", referent);
		return new WeakReference<>(referent);
	}

	@Configuration(proxyBeanMethods = false)
	static class NoFurtherBeans {

	}

}
