package dev.weakref.collection;

import java.util.concurrent.atomic.LongAdder;

import dev.weakref.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Shows a collection without holding it.
 *
 * @param name its name
 * @param kind its kind
 * @param table shows its table
 * @param duplicates counts the duplicates that an interner has avoided, or {@code null}
 */
record CollectionView(String name, Kind kind, TableView table,
		@Nullable LongAdder duplicates) implements ManagedCollection {

	@Override
	public long liveCount() {
		return this.table.liveCount();
	}

	@Override
	public long estimatedSize() {
		return this.table.counters().size();
	}

	@Override
	public long collectedCount() {
		return this.table.counters().collected();
	}

	@Override
	public @Nullable Long duplicatesAvoided() {
		return (this.duplicates != null) ? this.duplicates.sum() : null;
	}

}
