package dev.weakref.spring.backing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.weakref.cache.BackingSpec;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/**
 * The promises of a cache in front of an engine, which hold for each engine. Two nodes,
 * {@code near} and {@code far}, have connections of their own. Each promise has an
 * interface of its own.
 */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
public abstract class NearCacheContract implements ReadContract, ChangeContract, RaceContract, SupersessionContract,
		LossContract, OutageContract, OperationContract, LifeContract {

	private final Reaper reaper = Reaper.builder().closeTimeout(Duration.ofSeconds(5)).start();

	private final AtomicInteger number = new AtomicInteger();

	private final List<WeakCaches> opened = new ArrayList<>();

	private final List<NearCache> caches = new ArrayList<>();

	private String name = "documents";

	/**
	 * Returns the cache of that name, as one of two nodes sees it.
	 */
	protected abstract NearCache.Engine engine(int node, String cache);

	/** Whether the engine shows stored bytes. */
	protected abstract boolean hasBytes();

	@Override
	public final boolean showsBytes() {
		return hasBytes();
	}

	@Override
	public final NearCache node(int node, Consumer<BackingSpec> spec,
			Consumer<WeakCacheBuilder<Object, Object>> settings) {
		if (this.caches.isEmpty()) {
			this.name = "documents" + this.number.incrementAndGet();
		}
		WeakCaches caches = new WeakCaches(this.reaper, (defaults) -> {
		});
		NearCache cache = NearCache.of(caches, this.name, engine(node, this.name), spec, settings);
		this.opened.add(caches);
		this.caches.add(cache);
		return cache;
	}

	@Override
	public final WeakCaches caches(NearCache node) {
		return this.opened.get(this.caches.indexOf(node));
	}

	@AfterEach
	void releaseCaches() {
		for (int i = 0; i < this.caches.size(); i++) {
			this.opened.get(i).release(this.caches.get(i).cache());
		}
		this.caches.clear();
		this.opened.clear();
	}

}
