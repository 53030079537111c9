package dev.weakref.boot.actuate;

import dev.weakref.Internal;
import dev.weakref.collection.ManagedCollection;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The report on a named collection.
 *
 * @param kind what kind it is
 * @param live how many entries are live
 * @param estimatedSize how many entries there are, including dead ones not yet drained
 * @param collected how many entries were collected
 * @param duplicatesAvoided how many duplicates an interner has avoided; {@code null} for
 * other kinds
 * @hidden
 */
@Internal
public record CollectionDescriptor(String kind, long live, long estimatedSize, long collected,
		@Nullable Long duplicatesAvoided) implements OperationResponseBody {

	/**
	 * Creates the report.
	 * @param collection the source of the numbers
	 * @return the report
	 */
	public static CollectionDescriptor of(ManagedCollection collection) {
		return new CollectionDescriptor(collection.kind().toString(), collection.liveCount(),
				collection.estimatedSize(), collection.collectedCount(), collection.duplicatesAvoided());
	}

}
