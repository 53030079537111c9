package dev.weakref.spring.backing.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;
import dev.weakref.cache.BackingSpec.WhenDown;
import dev.weakref.cache.BackingStatistics.State;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.NearCache;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * A server that goes, freezes or refuses, and comes back.
 */
@Timeout(60)
class RedisOutageTests {

	private static final Document V1 = new Document("1");

	private static final Document V2 = new Document("2");

	private static final String LOST = "Changes in Redis may go unreported. Until they are reported again, weak caches in "
			+ "front of it read it each time, or use their values for a limited time";

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
	void afterARestartWithoutEntriesNoneIsFound() throws IOException {
		NearCache cache = this.redis.cache("documents");
		this.redis.stored(cache, "a", V1);
		this.redis.server.stop();
		RedisFixture.awaitState(cache, State.LOST);
		assertThatException().isThrownBy(() -> cache.cache().getIfPresent("a"));
		this.redis.server.restart();
		RedisFixture.awaitState(cache, State.TRUSTED);
		assertThat(cache.cache().getIfPresent("a")).isNull();
		assertThat(cache.cache().get("a", (key) -> V2)).isEqualTo(V2);
		assertThat(cache.counts().losses()).isOne();
	}

	@Test
	void aFrozenServerIsNoticedWithinTheStaleness() throws IOException {
		NearCache cache = this.redis.cache("documents");
		Document before = this.redis.stored(cache, "a", V1);
		long frozen = System.nanoTime();
		this.redis.server.freeze();
		RedisFixture.awaitState(cache, State.LOST);
		Duration noticed = Duration.ofNanos(System.nanoTime() - frozen);
		this.redis.server.thaw();
		assertThat(noticed).isLessThan(RedisNode.STALENESS.plusMillis(300));
		RedisFixture.awaitState(cache, State.TRUSTED);
		assertThat(cache.cache().getIfPresent("a")).isSameAs(before);
	}

	@Test
	void aServerThatIsNotThereAtTheStartIsFoundLater() throws IOException {
		this.redis.server.stop();
		NearCache cache;
		try (LogRecorder log = new LogRecorder(RedisTrackingChannel.class)) {
			cache = this.redis.cache("documents", this.redis.node().engine("documents"),
					(spec) -> spec.whenDown(WhenDown.LOAD), (settings) -> {
					});
			assertThat(cache.counts().state()).isEqualTo(State.LOST);
			assertThat(cache.cache().get("a", (key) -> V1)).isEqualTo(V1);
			await().pollDelay(RedisNode.STALENESS).until(() -> true);
			assertThat(log.messages(Level.WARN)).containsExactly(LOST);
		}
		this.redis.server.restart();
		RedisFixture.awaitState(cache, State.TRUSTED);
		assertThat(cache.cache().getIfPresent("a")).isNull();
		assertThat(cache.counts().losses()).isZero();
	}

	@Test
	void aRefusalAfterTheStartIsLoggedOnceAndEndsByItself() {
		NearCache cache = this.redis.cache("documents");
		this.redis.stored(cache, "a", V1);
		try (LogRecorder log = new LogRecorder(TrackedConnection.class)) {
			this.redis.command("ACL", "SETUSER", "default", "-client|tracking");
			this.redis.command("CLIENT", "KILL", "TYPE", "normal");
			await().until(() -> !log.messages(Level.WARN).isEmpty());
			await().pollDelay(RedisNode.STALENESS).until(() -> true);
			assertThat(log.messages(Level.WARN)).containsExactly(
					"Redis refuses to report changes, so weak caches in front of it trust none of their values");
			assertThat(cache.counts().state()).isEqualTo(State.LOST);
			assertThat(cache.cache().getIfPresent("a")).isEqualTo(V1);
		}
		this.redis.command("ACL", "SETUSER", "default", "+client|tracking");
		RedisFixture.awaitState(cache, State.TRUSTED);
	}

	@Test
	void aStoppedChannelIsNotTrustedAndLogsNothing() {
		RedisNode node = this.redis.node();
		NearCache cache = this.redis.cache(node, "documents");
		this.redis.stored(cache, "a", V1);
		try (LogRecorder log = new LogRecorder("dev.weakref")) {
			node.redis().stop();
			assertThat(cache.counts().state()).isEqualTo(State.LOST);
			assertThat(node.redis().isRunning()).isFalse();
			await().until(() -> heartbeats().isEmpty());
			assertThat(this.redis.command("CLIENT", "LIST")).doesNotContain("flags=t");
			this.redis.node().cache("documents").put("a", V2);
			await().until(() -> V2.equals(cache.cache().getIfPresent("a")));
			node.redis().start();
			RedisFixture.awaitState(cache, State.TRUSTED);
			assertThat(log.messages(Level.WARN)).isEmpty();
			assertThat(log.messages(Level.INFO)).isEmpty();
		}
	}

	@Test
	void aConnectionFactoryThatWasRestartedIsUsedAgain() {
		RedisNode node = this.redis.node();
		NearCache cache = this.redis.cache(node, "documents");
		this.redis.stored(cache, "a", V1);
		node.redis().stop();
		node.connections().stop();
		node.connections().start();
		node.redis().start();
		RedisFixture.awaitState(cache, State.TRUSTED);
		this.redis.stored(cache, "a", V2);
		assertThat(cache.cache().getIfPresent("a")).isEqualTo(V2);
	}

	@Test
	void aLossAndItsEndAreLogged() {
		NearCache cache = this.redis.cache("documents");
		try (LogRecorder log = new LogRecorder(RedisTrackingChannel.class)) {
			this.redis.command("CLIENT", "KILL", "TYPE", "normal");
			await().until(() -> cache.counts().losses() == 1);
			RedisFixture.awaitState(cache, State.TRUSTED);
			await().until(() -> !log.messages(Level.INFO).isEmpty());
			assertThat(log.messages(Level.WARN)).containsExactly(LOST);
			assertThat(log.messages(Level.INFO)).singleElement()
				.asString()
				.matches("Changes in Redis are reported again, after \\d+ ms");
		}
	}

	private static List<Thread> heartbeats() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("weakref-redis-tracking"))
			.toList();
	}

}
