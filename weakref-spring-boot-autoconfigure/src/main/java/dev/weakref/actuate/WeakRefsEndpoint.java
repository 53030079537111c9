package dev.weakref.actuate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.ManagedCollection;
import dev.weakref.collection.WeakCollections;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Directory;
import dev.weakref.reaper.Reaper;
import dev.weakref.registry.ManagedGroup;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.ManagedSignal;
import dev.weakref.signal.Signals;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * Reports what is live, what was collected and what the callbacks did. Names and numbers
 * only: reading makes no object strong and calls no user code.
 */
@Endpoint(id = "weakrefs")
public class WeakRefsEndpoint {

	private static final String CACHES = "caches";

	private static final String COLLECTIONS = "collections";

	private static final String REGISTRY = "registry";

	private static final String SIGNALS = "signals";

	private final WeakCaches caches;

	private final WeakCollections collections;

	private final @Nullable Directory<ManagedGroup> registry;

	private final @Nullable Finalizers finalizers;

	private final @Nullable Directory<ManagedSignal> signals;

	private final Reaper reaper;

	/**
	 * Create the endpoint.
	 * @param caches the caches to report
	 * @param collections the collections to report
	 * @param registry the registry to report, or {@code null} for none
	 * @param finalizers the finalizers to report, or {@code null} for none
	 * @param signals the signals to report, or {@code null} for none
	 * @param reaper the reaper to report
	 */
	public WeakRefsEndpoint(WeakCaches caches, WeakCollections collections, @Nullable WeakRegistry registry,
			@Nullable Finalizers finalizers, @Nullable Signals signals, Reaper reaper) {
		this.caches = caches;
		this.collections = collections;
		this.registry = (registry != null) ? registry.directory() : null;
		this.finalizers = finalizers;
		this.signals = (signals != null) ? signals.directory() : null;
		this.reaper = reaper;
	}

	/**
	 * Report everything, sorted by name.
	 * @return the report
	 */
	@ReadOperation
	public WeakRefsDescriptor weakRefs() {
		return new WeakRefsDescriptor(describe(this.caches.directory(), ManagedCache::name, CacheDescriptor::of),
				describe(this.collections.directory(), ManagedCollection::name, CollectionDescriptor::of),
				describe(this.registry, ManagedGroup::name, GroupDescriptor::of),
				(this.finalizers != null) ? FinalizersDescriptor.of(this.finalizers.statistics()) : null,
				describe(this.signals, ManagedSignal::name, SignalDescriptor::of),
				ReaperDescriptor.of(this.reaper.statistics()));
	}

	/**
	 * Report one thing.
	 * @param kind which kind of thing, as the whole report names it
	 * @param name its name
	 * @return the report, or {@code null} if there is no such thing
	 */
	@ReadOperation
	public @Nullable OperationResponseBody weakRef(@Selector String kind, @Selector String name) {
		return switch (kind) {
			case CACHES -> describe(this.caches.directory(), name, CacheDescriptor::of);
			case COLLECTIONS -> describe(this.collections.directory(), name, CollectionDescriptor::of);
			case REGISTRY -> describe(this.registry, name, GroupDescriptor::of);
			case SIGNALS -> describe(this.signals, name, SignalDescriptor::of);
			default -> null;
		};
	}

	/**
	 * Remove all entries of all caches.
	 * @param kind {@code caches}
	 * @return the names of the caches that were cleared, or {@code null} if nothing of
	 * that kind can be
	 */
	@DeleteOperation
	public @Nullable List<String> clearAll(@Selector String kind) {
		return CACHES.equals(kind) ? this.caches.directory().all().stream().map(WeakRefsEndpoint::clear).toList()
				: null;
	}

	/**
	 * Remove all entries of a cache.
	 * @param kind {@code caches}
	 * @param name the name of the cache
	 * @return the name of the cache that was cleared, or {@code null} if there is no such
	 * cache
	 */
	@DeleteOperation
	public @Nullable List<String> clear(@Selector String kind, @Selector String name) {
		ManagedCache cache = CACHES.equals(kind) ? this.caches.directory().find(name) : null;
		return (cache != null) ? List.of(clear(cache)) : null;
	}

	private static String clear(ManagedCache cache) {
		cache.invalidateAll();
		return cache.name();
	}

	private static <T, D> @Nullable D describe(@Nullable Directory<T> things, String name, Function<T, D> descriptor) {
		T thing = (things != null) ? things.find(name) : null;
		return (thing != null) ? descriptor.apply(thing) : null;
	}

	private static <T, D> Map<String, D> describe(@Nullable Directory<T> things, Function<T, String> name,
			Function<T, D> descriptor) {
		Map<String, D> descriptors = new TreeMap<>();
		if (things != null) {
			things.all().forEach((thing) -> descriptors.put(name.apply(thing), descriptor.apply(thing)));
		}
		return descriptors;
	}

}
