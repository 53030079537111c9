package dev.weakref.actuate;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.ManagedCollection;
import dev.weakref.collection.WeakCollections;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
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

	private final WeakCaches caches;

	private final WeakCollections collections;

	private final @Nullable Finalizers finalizers;

	private final Reaper reaper;

	/**
	 * Create the endpoint.
	 * @param caches the caches to report
	 * @param collections the collections to report
	 * @param finalizers the finalizers to report, or {@code null} if there are none
	 * @param reaper the reaper to report
	 */
	public WeakRefsEndpoint(WeakCaches caches, WeakCollections collections, @Nullable Finalizers finalizers,
			Reaper reaper) {
		this.caches = caches;
		this.collections = collections;
		this.finalizers = finalizers;
		this.reaper = reaper;
	}

	/**
	 * Report everything, sorted by name.
	 * @return the report
	 */
	@ReadOperation
	public WeakRefsDescriptor weakRefs() {
		return new WeakRefsDescriptor(describe(this.caches.directory().all(), ManagedCache::name, CacheDescriptor::of),
				describe(this.collections.directory().all(), ManagedCollection::name, CollectionDescriptor::of),
				describe(this.finalizers, (finalizers) -> FinalizersDescriptor.of(finalizers.statistics())),
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
			case CACHES -> describe(this.caches.directory().find(name), CacheDescriptor::of);
			case COLLECTIONS -> describe(this.collections.directory().find(name), CollectionDescriptor::of);
			default -> null;
		};
	}

	/**
	 * Remove all entries of all caches.
	 * @param kind {@code caches}
	 * @return whether there is such a kind that can be cleared
	 */
	@DeleteOperation
	public boolean clearAll(@Selector String kind) {
		if (!CACHES.equals(kind)) {
			return false;
		}
		this.caches.directory().all().forEach(ManagedCache::invalidateAll);
		return true;
	}

	/**
	 * Remove all entries of a cache.
	 * @param kind {@code caches}
	 * @param name the name of the cache
	 * @return whether there is such a cache
	 */
	@DeleteOperation
	public boolean clear(@Selector String kind, @Selector String name) {
		ManagedCache cache = (CACHES.equals(kind)) ? this.caches.directory().find(name) : null;
		if (cache == null) {
			return false;
		}
		cache.invalidateAll();
		return true;
	}

	private static <T, D> @Nullable D describe(@Nullable T thing, Function<T, D> descriptor) {
		return (thing != null) ? descriptor.apply(thing) : null;
	}

	private static <T, D> Map<String, D> describe(Collection<T> things, Function<T, String> name,
			Function<T, D> descriptor) {
		Map<String, D> descriptors = new TreeMap<>();
		things.forEach((thing) -> descriptors.put(name.apply(thing), descriptor.apply(thing)));
		return descriptors;
	}

}
