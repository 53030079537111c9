package dev.weakref.boot.actuate;

import java.util.Map;

import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.WeakCollections;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.lock.WeakLocks;
import dev.weakref.memo.Memoizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signals;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.spring.event.WeakApplicationListeners;

/**
 * The sections of this library.
 */
public final class WeakRefsSections {

	private WeakRefsSections() {
	}

	/**
	 * Creates the section {@code caches}.
	 * @param caches the caches to report
	 * @return the section
	 */
	public static WeakRefsSection caches(WeakCaches caches) {
		return WeakRefsSection.of("caches", caches.directory(), CacheDescriptor::of);
	}

	/**
	 * Creates the section {@code collections}.
	 * @param collections the named collections to report
	 * @return the section
	 */
	public static WeakRefsSection collections(WeakCollections collections) {
		return WeakRefsSection.of("collections", collections.directory(), CollectionDescriptor::of);
	}

	/**
	 * Creates the section {@code memoized}.
	 * @param memoizers the memoized functions to report
	 * @return the section
	 */
	public static WeakRefsSection memoized(Memoizers memoizers) {
		return WeakRefsSection.of("memoized", memoizers.directory(), MemoDescriptor::of);
	}

	/**
	 * Creates the section {@code registry}.
	 * @param registry the registry to report
	 * @return the section
	 */
	public static WeakRefsSection registry(WeakRegistry registry) {
		return WeakRefsSection.of("registry", registry.directory(), GroupDescriptor::of);
	}

	/**
	 * Creates the section {@code beans}.
	 * @param trackedBeans the tracked beans to report
	 * @return the section
	 */
	public static WeakRefsSection beans(TrackedBeans trackedBeans) {
		return WeakRefsSection.of("beans", trackedBeans.directory(), BeansDescriptor::of);
	}

	/**
	 * Creates the section {@code finalizers}.
	 * @param finalizers the finalizers to report
	 * @return the section
	 */
	public static WeakRefsSection finalizers(Finalizers finalizers) {
		return WeakRefsSection.of("finalizers", () -> FinalizersDescriptor.of(finalizers.statistics()));
	}

	/**
	 * Creates the section {@code signals}.
	 * @param signals the named signals to report
	 * @return the section
	 */
	public static WeakRefsSection signals(Signals signals) {
		return WeakRefsSection.of("signals", signals.directory(), SignalDescriptor::of);
	}

	/**
	 * Creates the section {@code listeners}.
	 * @param listeners the weak listeners of application events to report
	 * @return the section
	 */
	public static WeakRefsSection listeners(WeakApplicationListeners listeners) {
		return WeakRefsSection.of("listeners", listeners.directory(), ListenersDescriptor::of);
	}

	/**
	 * Creates the section {@code locks}.
	 * @param locks the locks to report, by name
	 * @return the section
	 */
	public static WeakRefsSection locks(Map<String, WeakLocks> locks) {
		return WeakRefsSection.of("locks", locks, (named) -> LocksDescriptor.of(named.statistics()));
	}

	/**
	 * Creates the section {@code reaper}.
	 * @param reaper the reaper to report
	 * @return the section
	 */
	public static WeakRefsSection reaper(Reaper reaper) {
		return WeakRefsSection.of("reaper", () -> ReaperDescriptor.of(reaper.statistics()));
	}

}
