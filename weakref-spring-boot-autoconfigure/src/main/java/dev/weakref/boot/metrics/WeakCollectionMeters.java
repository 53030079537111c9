package dev.weakref.boot.metrics;

import dev.weakref.collection.ManagedCollection;
import dev.weakref.collection.WeakCollections;

/**
 * Meters of named weak collections.
 */
public final class WeakCollectionMeters extends DirectoryMeters<ManagedCollection> {

	/**
	 * Create the binder.
	 * @param collections tells which collections there are
	 */
	public WeakCollectionMeters(WeakCollections collections) {
		super(collections.directory());
	}

	@Override
	void register(ManagedCollection collection, MeterGroup group) {
		LiveMeters.register(collection.kind(), collection.name(), group, collection, ManagedCollection::liveCount,
				ManagedCollection::estimatedSize, ManagedCollection::collectedCount);
	}

}
