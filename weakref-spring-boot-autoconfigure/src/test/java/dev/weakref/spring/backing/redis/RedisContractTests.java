package dev.weakref.spring.backing.redis;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.NearCache;
import dev.weakref.spring.backing.NearCacheContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Redis, with two connection factories.
 */
class RedisContractTests extends NearCacheContract {

	/** A JVM that pauses for less has not lost the channel. */
	private static final Duration STALENESS = Duration.ofSeconds(30);

	private RedisServer server;

	private List<RedisNode> nodes = List.of();

	@BeforeAll
	void start() {
		this.server = RedisServer.start();
		this.nodes = List.of(RedisNode.on(this.server.port()), RedisNode.on(this.server.port()));
	}

	@AfterAll
	void stop() {
		this.nodes.forEach(RedisNode::close);
		if (this.server != null) {
			this.server.close();
		}
	}

	@Override
	protected NearCache.Engine engine(int node, String cache) {
		return Objects.requireNonNull(this.nodes.get(node)).engine(cache, Document.class, STALENESS);
	}

	@Override
	protected boolean hasBytes() {
		return true;
	}

}
