package dev.weakref.spring.backing.redis;

import java.util.List;
import java.util.Objects;

import dev.weakref.spring.backing.NearCache;
import dev.weakref.spring.backing.NearCacheContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Redis, with two connection factories.
 */
class RedisContractTests extends NearCacheContract {

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
		return Objects.requireNonNull(this.nodes.get(node)).engine(cache);
	}

	@Override
	protected boolean hasBytes() {
		return true;
	}

}
