package dev.weakref.spring.backing.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

import dev.weakref.cache.BackingStatistics.State;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.NearCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.connection.RedisSentinelConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Sentinel that promotes a replica.
 */
@Tag("process")
@Timeout(60)
class RedisSentinelTests {

	private static final Document V1 = new Document("1");

	private RedisFixture redis;

	private RedisServer replica;

	private RedisServer sentinel;

	private RedisNode node;

	@BeforeEach
	void start() throws IOException {
		this.redis = new RedisFixture();
		this.replica = this.redis.server.replica();
		this.sentinel = this.redis.server.sentinel();
		awaitAnswer(this.sentinel, String.valueOf(this.replica.port()), "SENTINEL", "REPLICAS", "main");
		this.node = RedisNode.on(
				new RedisSentinelConfiguration().master("main").sentinel("127.0.0.1", this.sentinel.port()),
				UnaryOperator.identity(), UnaryOperator.identity());
	}

	@AfterEach
	void stop() {
		if (this.redis != null) {
			this.node.close();
			this.sentinel.close();
			this.replica.close();
			this.redis.close();
		}
	}

	@Test
	void aFailoverIsALossAfterWhichTheNewPrimaryReportsItsChanges() throws IOException {
		NearCache cache = this.redis.cache(this.node, "documents");
		Document before = stored(cache);
		int decodes = cache.backing().decodes.get();
		this.redis.server.stop();
		awaitPromotion(cache);
		assertThat(cache.cache().getIfPresent("a")).isSameAs(before);
		assertThat(cache.backing().decodes).hasValue(decodes);
		awaitReport(cache, "DEL", "documents::a");
		assertThat(cache.cache().getIfPresent("a")).isNull();
	}

	@Test
	void nothingIsReadFromAFrozenPrimaryThatAwakes() throws IOException {
		NearCache cache = this.redis.cache(this.node, "documents");
		stored(cache);
		this.redis.server.freeze();
		awaitPromotion(cache);
		awaitReport(cache, "DEL", "documents::a");
		this.redis.server.thaw();
		assertThat(cache.cache().getIfPresent("a")).isNull();
		awaitReport(cache, "SET", "documents::a", "value");
	}

	private Document stored(NearCache cache) throws IOException {
		Document value = this.redis.stored(cache, "a", V1);
		awaitAnswer(this.replica, ":1", "EXISTS", "documents::a");
		return value;
	}

	private void awaitPromotion(NearCache cache) throws IOException {
		awaitAnswer(this.replica, "role:master", "INFO", "replication");
		await().until(() -> cache.counts().losses() > 0);
		RedisFixture.awaitState(cache, State.TRUSTED);
	}

	private void awaitReport(NearCache cache, String... command) throws IOException {
		int seen = cache.channel().count();
		this.replica.command(command);
		cache.channel().awaitMore(seen);
	}

	private static void awaitAnswer(RedisServer server, String expected, String... command) {
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(server.command(command)).contains(expected));
	}

}
