package dev.weakref.spring.backing.redis;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.weakref.cache.BackingStatistics.State;
import dev.weakref.cache.WeakCache;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.NearCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * The changes that Redis reports, of this process and of others.
 */
@Timeout(60)
class RedisTrackingTests {

	private static final Document V1 = new Document("1");

	private static final Document V2 = new Document("2");

	private RedisFixture redis;

	@BeforeEach
	void start() {
		this.redis = new RedisFixture();
	}

	@AfterEach
	void stop() {
		if (this.redis != null) {
			this.redis.close();
		}
	}

	@Test
	void aFlushOfAllDatabasesIsSeen() {
		NearCache cache = this.redis.cache("documents");
		this.redis.stored(cache, "a", V1);
		this.redis.command("FLUSHALL");
		await().until(() -> cache.counts().flushes() == 1);
		assertThat(cache.cache().getIfPresent("a")).isNull();
	}

	@Test
	void aFlushOfAnotherDatabaseCostsOneReadAndNoDecoding() {
		NearCache cache = this.redis.cache("documents");
		Document before = this.redis.stored(cache, "a", V1);
		int decodes = cache.backing().decodes.get();
		this.redis.command("EVAL", "redis.call('select', 1) return redis.call('flushdb')", "0");
		await().until(() -> cache.counts().flushes() == 1);
		assertThat(cache.cache().getIfPresent("a")).isSameAs(before);
		assertThat(cache.backing().decodes).hasValue(decodes);
	}

	@Test
	void aWriterWithoutAWeakCacheIsSeen() {
		NearCache cache = this.redis.cache("documents");
		this.redis.stored(cache, "a", V1);
		int seen = cache.channel().count();
		this.redis.node().cache("documents").put("a", V2);
		cache.channel().awaitMore(seen);
		assertThat(cache.cache().getIfPresent("a")).isEqualTo(V2);
		assertThat(this.redis.node().cache("documents").get("a", Document.class)).isEqualTo(V2);
	}

	@Test
	void anExpiredEntryIsSeenThoughItIsNotRead() {
		NearCache cache = this.redis.cache("documents");
		this.redis.stored(cache, "a", V1);
		int seen = cache.channel().count();
		this.redis.command("PEXPIRE", "documents::a", "30");
		cache.channel().awaitMore(seen + 1);
		assertThat(cache.cache().getIfPresent("a")).isNull();
	}

	@Test
	void anEntryThatRedisEvictsForWantOfMemoryIsSeen() {
		NearCache cache = this.redis.cache("documents");
		this.redis.stored(cache, "a", V1);
		int seen = cache.channel().count();
		this.redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-random");
		this.redis.command("CONFIG", "SET", "maxmemory", "1");
		cache.channel().awaitMore(seen);
		this.redis.command("CONFIG", "SET", "maxmemory", "0");
		assertThat(cache.cache().getIfPresent("a")).isNull();
	}

	@Test
	void aValueForWhichRedisHasNoMemoryIsRefusedAndNotKept() {
		NearCache cache = this.redis.cache("documents");
		this.redis.stored(cache, "a", V1);
		this.redis.command("CONFIG", "SET", "maxmemory", "1");
		assertThatExceptionOfType(RedisSystemException.class).isThrownBy(() -> cache.cache().put("a", V2))
			.withStackTraceContaining("OOM command not allowed");
		assertThat(cache.cache().getIfPresent("a")).isEqualTo(V1);
		assertThat(cache.counts().failures()).isOne();
	}

	@Test
	void aDeletedAndARenamedEntryAreSeen() {
		NearCache cache = this.redis.cache("documents");
		this.redis.stored(cache, "a", V1);
		this.redis.stored(cache, "b", V2);
		assertThat(cache.cache().getIfPresent("c")).isNull();
		int seen = cache.channel().count();
		this.redis.command("DEL", "documents::a");
		this.redis.command("RENAME", "documents::b", "documents::c");
		cache.channel().awaitMore(seen + 2);
		assertThat(cache.cache().getIfPresent("a")).isNull();
		assertThat(cache.cache().getIfPresent("b")).isNull();
		assertThat(cache.cache().getIfPresent("c")).isEqualTo(V2);
	}

	@Test
	void aKilledConnectionIsALossThatEndsByItself() {
		NearCache cache = this.redis.cache("documents");
		Document before = this.redis.stored(cache, "a", V1);
		for (int i = 1; i <= 5; i++) {
			int losses = i;
			this.redis.command("CLIENT", "KILL", "TYPE", "normal");
			await().until(() -> cache.counts().losses() == losses);
			RedisFixture.awaitState(cache, State.TRUSTED);
			assertThat(cache.cache().getIfPresent("a")).isSameAs(before);
		}
		int seen = cache.channel().count();
		this.redis.node().cache("documents").put("a", V2);
		cache.channel().awaitMore(seen);
		assertThat(cache.cache().getIfPresent("a")).isEqualTo(V2);
	}

	@Test
	void cachesCanBeMadeWhileTheHeartbeatRuns() {
		RedisNode node = this.redis.node();
		for (int i = 0; i < 20; i++) {
			String name = "documents" + i;
			RedisFixture.awaitState(this.redis.cache(node, name), State.TRUSTED);
		}
	}

	@Test
	void theConnectionOfAnApplicationThatMayNotUseInfoStaysOpen() {
		this.redis.command("ACL", "SETUSER", "app", "on", "nopass", "~*", "&*", "+@all", "-info");
		RedisStandaloneConfiguration server = new RedisStandaloneConfiguration("127.0.0.1", this.redis.server.port());
		server.setUsername("app");
		server.setPassword("any");
		try (RedisNode node = RedisNode.on(server, UnaryOperator.identity(), UnaryOperator.identity());
				RedisConnection shared = node.connections().getConnection()) {
			assertThat(shared.ping()).isEqualTo("PONG");
			RedisFixture.awaitState(this.redis.cache(node, "documents"), State.TRUSTED);
			assertThat(shared.ping()).isEqualTo("PONG");
		}
	}

	@Test
	void theProofIsRenewed() {
		NearCache cache = this.redis.cache("documents");
		await().until(() -> cache.counts().verifiedMillisAgo() > 50);
		await().until(() -> cache.counts().verifiedMillisAgo() < 50);
		assertThat(cache.counts().losses()).isZero();
	}

	@Test
	void cachesWhoseNamesBeginAlikeAreToldApart() {
		RedisNode node = this.redis.node();
		NearCache image = this.redis.cache(node, "image");
		NearCache images = this.redis.cache(node, "images");
		this.redis.stored(image, "a", V1);
		assertThat(images.channel().count()).isZero();
		this.redis.stored(images, "a", V2);
		assertThat(image.channel().count()).isOne();
		assertThat(image.cache().getIfPresent("a")).isEqualTo(V1);
	}

	@Test
	void severalEntriesAreReadByOneCommand() {
		NearCache cache = this.redis.cache("documents");
		this.redis.stored(cache, "a", V1);
		this.redis.stored(cache, "b", V2);
		NearCache other = this.redis.cache("documents");
		this.redis.command("CONFIG", "RESETSTAT");
		assertThat(other.cache().getAllPresent(List.of("a", "b", "c"))).hasSize(2);
		assertThat(this.redis.command("INFO", "commandstats")).contains("cmdstat_mget:calls=1,")
			.doesNotContain("cmdstat_get:");
	}

	@Test
	void aKeyIsStoredAsTheCacheOfTheManagerStoresIt() {
		RedisNode node = this.redis.node();
		node.cache("documents").put(7, V1);
		NearCache cache = this.redis.cache(node, "documents");
		await().untilAsserted(() -> assertThat(keys(cache).getIfPresent(7)).isEqualTo(V1));
		assertThatIllegalStateException().isThrownBy(() -> keys(cache).getIfPresent(new Object()))
			.withMessageContaining("cannot convert a key of java.lang.Object to a string");
	}

	@SuppressWarnings("unchecked")
	private static WeakCache<Object, Document> keys(NearCache cache) {
		return (WeakCache<Object, Document>) (WeakCache<?, ?>) cache.cache();
	}

}
