package dev.weakref.boot.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

import dev.weakref.Internal;
import dev.weakref.Registration;
import dev.weakref.cache.ManagedCache;
import dev.weakref.directory.Directory;
import dev.weakref.directory.DirectoryListener;
import dev.weakref.directory.Managed;
import dev.weakref.memo.ManagedMemo;
import dev.weakref.memo.MemoStatistics;
import dev.weakref.spring.bean.ManagedBeans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;

/**
 * Meters of the objects in a directory. Each object gets its meters in every bound
 * registry when it is added, and loses them when it is removed.
 * <p>
 * All have the meters {@code weakref.live}, {@code weakref.estimated.size} and
 * {@code weakref.collected}; caches, memoized functions and tracked beans have some of
 * their own. The meters hold the managed objects strongly, so that no gauge reads
 * {@code NaN}. A managed object does not hold the object that its users hold, so no meter
 * keeps that one alive.
 *
 * @hidden
 */
@Internal
public final class DirectoryMeters extends RemovableMeters {

	private final List<Registration> bound = new CopyOnWriteArrayList<>();

	private final Directory<? extends Managed> directory;

	/**
	 * Creates the binder.
	 * @param directory the directory of the objects to measure
	 */
	public DirectoryMeters(Directory<? extends Managed> directory) {
		this.directory = directory;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.bound.add(this.directory.addListener(new Bound(registry)));
	}

	@Override
	public void close() {
		this.bound.forEach(Registration::close);
		this.bound.clear();
	}

	private static void register(Managed managed, MeterGroup group) {
		if (managed instanceof ManagedCache cache) {
			CacheMeters.register(cache, group);
			BackingMeters.register(cache, group);
		}
		group.live(managed.kind(), managed.name(), managed, Managed::liveCount, Managed::estimatedSize,
				Managed::collectedCount);
		if (managed instanceof ManagedMemo memo) {
			gets(memo, "hit", MemoStatistics::hits, group);
			gets(memo, "miss", MemoStatistics::misses, group);
		}
		else if (managed instanceof ManagedBeans beans) {
			group.gauge("weakref.ended.but.live", Tags.of("kind", beans.kind().toString(), "name", beans.name()),
					BaseUnits.OBJECTS, "The number of beans that are live although Spring has destroyed them", beans,
					(measured) -> measured.liveBeans().endedButLive());
		}
	}

	private static void gets(ManagedMemo memo, String result, ToDoubleFunction<MemoStatistics> count,
			MeterGroup group) {
		group.counter("weakref.memoized.gets", Tags.of("name", memo.name(), "result", result), null,
				"The number of calls, by whether they were answered from memory", memo,
				(measured) -> count.applyAsDouble(measured.statistics()));
	}

	/**
	 * The meters in one registry. A directory calls its listeners one after the other.
	 */
	private final class Bound implements DirectoryListener<Managed> {

		private final Map<Managed, MeterGroup> meters = new HashMap<>();

		private final MeterRegistry registry;

		private Bound(MeterRegistry registry) {
			this.registry = registry;
		}

		@Override
		public void added(Managed managed) {
			this.meters.put(managed,
					DirectoryMeters.this.register(this.registry, (group) -> DirectoryMeters.register(managed, group)));
		}

		@Override
		public void removed(Managed managed) {
			MeterGroup group = this.meters.remove(managed);
			if (group != null) {
				group.remove();
			}
		}

	}

}
