package dev.weakref.spring.backing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An engine of the application whose entries have no stored bytes.
 */
class OwnEngineTests extends NearCacheContract {

	private final Map<String, OwnEngine> engines = new ConcurrentHashMap<>();

	@Override
	protected NearCache.Engine engine(int node, String cache) {
		OwnEngine engine = this.engines.computeIfAbsent(cache, (name) -> new OwnEngine(hasBytes()));
		return new NearCache.Engine(engine, engine);
	}

	@Override
	protected boolean hasBytes() {
		return false;
	}

}
