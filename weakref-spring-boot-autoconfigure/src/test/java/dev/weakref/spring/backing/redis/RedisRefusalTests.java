package dev.weakref.spring.backing.redis;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.weakref.WeakRefConfigurationException;
import dev.weakref.cache.BackingStatistics.State;
import dev.weakref.spring.backing.BackingEngine.Use;
import dev.weakref.spring.backing.Document;
import dev.weakref.testsupport.LogRecorder;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.protocol.ProtocolVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Settings of Redis with which a weak cache could not keep its promises.
 */
@Timeout(60)
class RedisRefusalTests {

	private static final String NONE = "Set backing.invalidation to none and backing.max-staleness to the time for which "
			+ "an old value may be returned";

	static Stream<Arguments> factories() {
		RedisStandaloneConfiguration standalone = new RedisStandaloneConfiguration("127.0.0.1", 1);
		return Stream.of(
				Arguments.of(null, "there is not exactly one RedisConnectionFactory, or a primary one",
						"Declare the factory that the cache manager uses as @Primary. " + NONE),
				Arguments.of(otherThanLettuce(), "and only Lettuce reports changes",
						"Use Lettuce, which is the default of spring-boot-starter-data-redis. " + NONE),
				Arguments.of(
						new LettuceConnectionFactory(new RedisClusterConfiguration(List.of("127.0.0.1:1")),
								client().build()),
						"a Redis cluster, where each node reports only its own changes, is not supported",
						"Use Redis standalone or with Sentinel. " + NONE),
				Arguments.of(
						new LettuceConnectionFactory(standalone, client().readFrom(ReadFrom.REPLICA_PREFERRED).build()),
						"Lettuce reads from replicas, which may return an old value after the change of it was reported",
						"Remove ReadFrom from the LettuceClientConfiguration. " + NONE),
				Arguments.of(
						new LettuceConnectionFactory(standalone,
								client().clientOptions(
										ClientOptions.builder().protocolVersion(ProtocolVersion.RESP2).build())
									.build()),
						"Redis reports changes by the protocol RESP3 only",
						"Remove protocolVersion(RESP2) from the ClientOptions. " + NONE),
				Arguments.of(
						new LettuceConnectionFactory(standalone,
								client().commandTimeout(Duration.ofMillis(1001)).build()),
						"a command to Redis may take longer, 1001 ms, so a look-up would wait for longer than its answer may be old",
						"Set spring.data.redis.timeout to 1000ms or less, or max-staleness to more"));
	}

	private static LettuceClientConfigurationBuilder client() {
		return LettuceClientConfiguration.builder().commandTimeout(RedisNode.STALENESS);
	}

	private static RedisConnectionFactory otherThanLettuce() {
		return (RedisConnectionFactory) Proxy.newProxyInstance(RedisRefusalTests.class.getClassLoader(),
				new Class<?>[] { RedisConnectionFactory.class }, (proxy, method, arguments) -> null);
	}

	@ParameterizedTest
	@MethodSource("factories")
	void connectionsThatCannotReportChangesAreRefused(@Nullable RedisConnectionFactory factory, String reason,
			String remedy) {
		RedisEngine engine = new RedisEngine(() -> factory);
		Cache cache = cache("documents", UnaryOperator.identity());
		assertThatExceptionOfType(WeakRefConfigurationException.class).isThrownBy(() -> engine.channel(cache, use("x")))
			.satisfies((ex) -> assertThat(ex.cacheName()).isEqualTo("x"))
			.satisfies((ex) -> assertThat(ex.property()).startsWith("backing."))
			.satisfies((ex) -> assertThat(ex.reason()).contains(reason))
			.satisfies((ex) -> assertThat(ex.remedy()).isEqualTo(remedy));
	}

	@Test
	void aTimeoutThatIsNotSetIsOnlyMentioned() {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", 1), LettuceClientConfiguration.defaultConfiguration());
		try (LogRecorder log = new LogRecorder(RedisEngine.class)) {
			new RedisEngine(() -> factory).channel(cache("documents", UnaryOperator.identity()), use("documents"));
			assertThat(log.messages(Level.WARN)).containsExactly(
					"While Redis does not answer, each look-up in the cache 'documents' that needs it waits for 60 s. Set "
							+ "spring.data.redis.timeout to a shorter time, such as 1s");
		}
	}

	@Test
	void aCacheInAnotherRedisThanTheOneThatReportsChangesIsRefused() {
		try (RedisServer one = RedisServer.start();
				RedisServer other = RedisServer.start();
				RedisNode tracked = RedisNode.on(one.port());
				RedisNode stored = RedisNode.on(other.port())) {
			assertThatExceptionOfType(WeakRefConfigurationException.class)
				.isThrownBy(() -> tracked.redis().channel(stored.cache("documents"), use("documents")))
				.satisfies((ex) -> assertThat(ex.reason()).startsWith("its cache manager uses another Redis than"));
			assertThat(tracked.redis().channel(tracked.cache("documents"), use("documents"))).isNotNull();
		}
	}

	@Test
	void keysWithoutAPrefixAreRefused() {
		RedisEngine engine = new RedisEngine(() -> null);
		Cache cache = cache("documents", RedisCacheConfiguration::disableKeyPrefix);
		assertThatExceptionOfType(WeakRefConfigurationException.class).isThrownBy(() -> engine.channel(cache, use("x")))
			.withMessageContaining(
					"its keys in Redis have no prefix, so every change of any key would invalidate its values");
	}

	@Test
	void aTimeToIdleIsRefused() {
		RedisEngine engine = new RedisEngine(() -> null);
		Cache cache = cache("documents", RedisCacheConfiguration::enableTimeToIdle);
		assertThatExceptionOfType(WeakRefConfigurationException.class).isThrownBy(() -> engine.backing(cache, use("x")))
			.withMessageContaining(
					"its cache in Redis has time-to-idle, by which each read of one process invalidates");
	}

	@Test
	void aValueTypeThatTheSerializerOfJavaCannotWriteIsRefused() {
		RedisEngine engine = new RedisEngine(() -> null);
		Cache cache = cache("documents", UnaryOperator.identity());
		assertThatExceptionOfType(WeakRefConfigurationException.class)
			.isThrownBy(() -> engine.backing(cache, new Use("x", Thread.class, RedisNode.STALENESS, null)))
			.withMessageContaining("java.lang.Thread does not implement java.io.Serializable");
		assertThat(engine.backing(cache, new Use("x", List.class, RedisNode.STALENESS, null)))
			.as("an interface whose classes may be serializable")
			.isNotNull();
	}

	@Test
	void prefixesThatContainEachOtherAreRefused() {
		try (RedisFixture redis = new RedisFixture()) {
			RedisNode node = redis.node();
			redis.cache(node, "a::b");
			assertThatExceptionOfType(WeakRefConfigurationException.class).isThrownBy(() -> redis.cache(node, "a"))
				.withMessageContaining(
						"the prefix 'a::' of its keys in Redis and 'a::b::' of another cache contain each "
								+ "other, so Redis cannot report their changes apart");
			redis.cache(node, "aa");
		}
	}

	@Test
	void aUserThatMayNotTrackIsRefused() {
		try (RedisFixture redis = new RedisFixture()) {
			redis.command("ACL", "SETUSER", "default", "-client|tracking");
			RedisNode node = redis.node();
			assertThatExceptionOfType(WeakRefConfigurationException.class)
				.isThrownBy(() -> redis.cache(node, "documents"))
				.withMessageContaining("Redis does not report changes on this connection: NOPERM");
			assertThat(node.redis().isRunning()).as("something to stop").isTrue();
			node.redis().close();
			assertThat(redis.command("CLIENT", "LIST")).doesNotContain("flags=t");
		}
	}

	@Test
	void aUserThatMayNotAskForTheProtocolOfItsConnectionIsRefused() {
		try (RedisFixture redis = new RedisFixture()) {
			redis.command("ACL", "SETUSER", "default", "-client|info");
			RedisNode node = redis.node();
			assertThatExceptionOfType(WeakRefConfigurationException.class)
				.isThrownBy(() -> redis.cache(node, "documents"))
				.withMessageContaining("Redis does not report changes on this connection: NOPERM")
				.satisfies((ex) -> assertThat(ex.remedy()).startsWith(
						"Use Redis 6.2 or later, and a user with the permissions +client|tracking and +client|info"));
			node.redis().close();
		}
	}

	private static Cache cache(String name, UnaryOperator<RedisCacheConfiguration> caches) {
		LettuceConnectionFactory connections = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", 1));
		return Objects.requireNonNull(RedisNode.manager(connections, caches).getCache(name));
	}

	private static Use use(String name) {
		return new Use(name, Document.class, RedisNode.STALENESS, null);
	}

}
