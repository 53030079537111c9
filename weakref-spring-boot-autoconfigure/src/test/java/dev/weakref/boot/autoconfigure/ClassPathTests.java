package dev.weakref.boot.autoconfigure;

import java.util.List;

import dev.weakref.testsupport.ClassPath.Result;
import dev.weakref.testsupport.ClassPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that lack what is optional, each run in a JVM of its own: a
 * class that is merely hidden has often been loaded already.
 */
@Tag("process")
class ClassPathTests {

	/** What {@code weakref-spring-boot-starter} brings, without versions. */
	private static final List<String> STARTER = List.of("spring-boot", "spring-boot-autoconfigure", "spring-core",
			"spring-beans", "spring-context", "spring-aop", "spring-expression", "commons-logging",
			"micrometer-commons", "micrometer-observation", "slf4j-api", "logback-classic", "logback-core",
			"jul-to-slf4j", "log4j-api", "log4j-to-slf4j", "jakarta.annotation-api", "snakeyaml", "jspecify",
			"caffeine");

	private static final ClassPath STARTER_ONLY = ClassPath.ofTests().withJars(ClassPathTests::isOfStarter);

	@Test
	void theClassPathOfTheStarterIsWhatItShouldBe() {
		assertThat(STARTER_ONLY.entries()).filteredOn((entry) -> entry.toString().endsWith(".jar"))
			.hasSameSizeAs(STARTER);
	}

	@Test
	void anApplicationWithTheStarterOnlyStarts() {
		assertThat(STARTER_ONLY.run("-XX:TieredStopAtLevel=1", SmallApplication.class,
				"--weakref.caches.images.retain.maximum-size=5"))
			.satisfies((result) -> {
				assertThat(result.output()).contains("The cache images has 1 live and 1 retained");
				assertThat(result.status()).isZero();
			});
	}

	@Test
	void withoutCaffeineACacheCannotRetain() {
		Result result = without("caffeine").run("-XX:TieredStopAtLevel=1", SmallApplication.class,
				"--weakref.caches.images.retain.maximum-size=5");
		assertThat(result.output()).contains(
				"The weak cache 'images' could not be made. The property weakref.caches.images.retain.maximum-size (",
				"cannot be used: the strong tier needs Caffeine, which cannot be loaded: java.lang.NoClassDefFoundError: com/github/benmanes/caffeine/",
				"Add the dependency com.github.ben-manes.caffeine:caffeine, or leave 'retain' out.");
		assertThat(result.status()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "caffeine", "spring-boot-health", "micrometer", "spring-boot-actuator",
			"spring-integration", "spring-data-redis", "hazelcast" })
	void anApplicationWithoutSomethingOptionalStarts(String missing) {
		Result result = without(missing).run("-XX:TieredStopAtLevel=1", SmallApplication.class,
				"--weakref.caches.images=", "--weakref.observations.enabled=true", "--server.port=0",
				"--management.endpoints.web.exposure.include=*");
		assertThat(result.output()).contains("The cache images has 1 live and 0 retained");
		assertThat(result.status()).isZero();
	}

	@Test
	void withoutTheCacheModuleOfBootTheWeakManagerIsTheOnlyOne() {
		Result result = STARTER_ONLY.run("-XX:TieredStopAtLevel=1", CachingApplication.class,
				"--weakref.caches.images=");
		assertThat(result.output())
			.contains("Managers: [weakCacheManager], cached: true, in the weak cache: true, memoized: true");
		assertThat(result.status()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			false | Managers: [cacheManager, weakCacheManager], cached: true, in the weak cache: false, memoized: true
			true  | Managers: [weakCacheManager], cached: true, in the weak cache: true, memoized: true
			""")
	void withTheCacheModuleOfBootThereIsAChoice(boolean byDefault, String expected) {
		Result result = ClassPath.ofTests()
			.withJars((jar) -> !isOfEngine(jar))
			.run("-XX:TieredStopAtLevel=1", CachingApplication.class, "--weakref.caches.images=", "--server.port=0",
					"--weakref.cache-manager.default=" + byDefault);
		assertThat(result.output()).contains(expected);
		assertThat(result.status()).isZero();
	}

	@Test
	void withoutABackingNoClassOfAnEngineIsLoaded() {
		Result result = ClassPath.ofTests()
			.withJars((jar) -> isOfStarter(jar) || jar.startsWith("lettuce-core") || jar.startsWith("spring-data-redis")
					|| jar.startsWith("hazelcast"))
			.run("-Xlog:class+load", SmallApplication.class, "--weakref.caches.images=");
		assertThat(result.output()).contains("The cache images has 1 live", " dev.weakref.cache.WeakCache ");
		assertThat(
				result.output()
					.lines()
					.filter((line) -> line.contains(" io.lettuce.") || line.contains(" org.springframework.data.redis.")
							|| line.contains(" com.hazelcast.") || line.contains(" dev.weakref.spring.backing.")))
			.isEmpty();
	}

	static boolean isOfStarter(String jar) {
		return STARTER.contains(withoutVersion(jar));
	}

	/**
	 * With an engine on the class path, Spring Boot makes a cache manager for that.
	 */
	private static boolean isOfEngine(String jar) {
		return jar.startsWith("spring-boot-data-redis") || jar.startsWith("hazelcast");
	}

	private static ClassPath without(String prefix) {
		return ClassPath.ofTests()
			.withJars((jar) -> !jar.startsWith(prefix) && !jar.startsWith("spring-boot-" + prefix)
					|| isOfStarter(jar) && !prefix.equals(withoutVersion(jar)));
	}

	private static String withoutVersion(String jar) {
		return jar.replaceFirst("-[0-9][^-]*(-jre)?\\.jar$", "");
	}

}
