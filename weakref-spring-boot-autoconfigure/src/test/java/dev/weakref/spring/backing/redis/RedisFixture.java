package dev.weakref.spring.backing.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.weakref.cache.BackingSpec;
import dev.weakref.cache.BackingStatistics.State;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.NearCache;

import org.springframework.data.redis.cache.RedisCacheConfiguration;

import static org.awaitility.Awaitility.await;

/**
 * A server, and caches in front of it that end with the test.
 */
final class RedisFixture implements AutoCloseable {

	final RedisServer server;

	private final Reaper reaper = Reaper.builder().closeTimeout(Duration.ofSeconds(5)).start();

	private final Deque<Runnable> opened = new ArrayDeque<>();

	RedisFixture(String... options) {
		this.server = RedisServer.start(options);
	}

	RedisNode node() {
		return node(UnaryOperator.identity());
	}

	RedisNode node(UnaryOperator<RedisCacheConfiguration> caches) {
		RedisNode node = RedisNode.on(this.server.port(), caches);
		this.opened.push(node::close);
		return node;
	}

	NearCache cache(String name) {
		return cache(node(), name);
	}

	NearCache cache(RedisNode node, String name) {
		return cache(name, node.engine(name), (spec) -> {
		}, (settings) -> {
		});
	}

	NearCache cache(String name, NearCache.Engine engine, Consumer<BackingSpec> spec,
			Consumer<WeakCacheBuilder<Object, Object>> settings) {
		WeakCaches caches = new WeakCaches(this.reaper, (defaults) -> {
		});
		NearCache cache = NearCache.of(caches, name, engine, spec, settings);
		this.opened.push(() -> caches.release(cache.cache()));
		return cache;
	}

	/**
	 * Stores a value, waits for the report of that, and reads it.
	 */
	Document stored(NearCache cache, String key, Document value) {
		int seen = cache.channel().count();
		cache.cache().put(key, value);
		cache.channel().awaitMore(seen);
		return cache.cache().getIfPresent(key);
	}

	static void awaitState(NearCache cache, State state) {
		await().pollInterval(Duration.ofMillis(2))
			.atMost(Duration.ofSeconds(20))
			.until(() -> cache.counts().state() == state);
	}

	String command(String... words) {
		try {
			return this.server.command(words);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.opened.forEach(Runnable::run);
		this.reaper.close();
		this.server.close();
	}

}
