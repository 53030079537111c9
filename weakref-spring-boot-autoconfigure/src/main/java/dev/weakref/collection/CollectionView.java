package dev.weakref.collection;

import java.lang.ref.WeakReference;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * Sees a collection without holding it. Numbers are 0 when it has gone.
 */
final class CollectionView<C> implements ManagedCollection {

	private final WeakReference<C> collection;

	private final String name;

	private final String kind;

	private final ToLongFunction<? super C> liveCount;

	private final ToLongFunction<? super C> estimatedSize;

	private final ToLongFunction<? super C> collectedCount;

	private final @Nullable ToLongFunction<? super C> duplicatesAvoided;

	CollectionView(C collection, String name, String kind, ToLongFunction<? super C> liveCount,
			ToLongFunction<? super C> estimatedSize, ToLongFunction<? super C> collectedCount,
			@Nullable ToLongFunction<? super C> duplicatesAvoided) {
		this.collection = new WeakReference<>(collection);
		this.name = name;
		this.kind = kind;
		this.liveCount = liveCount;
		this.estimatedSize = estimatedSize;
		this.collectedCount = collectedCount;
		this.duplicatesAvoided = duplicatesAvoided;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String kind() {
		return this.kind;
	}

	@Override
	public long liveCount() {
		return ask(this.liveCount);
	}

	@Override
	public long estimatedSize() {
		return ask(this.estimatedSize);
	}

	@Override
	public long collectedCount() {
		return ask(this.collectedCount);
	}

	@Override
	public @Nullable Long duplicatesAvoided() {
		return (this.duplicatesAvoided != null) ? ask(this.duplicatesAvoided) : null;
	}

	private long ask(ToLongFunction<? super C> question) {
		C collection = this.collection.get();
		return (collection != null) ? question.applyAsLong(collection) : 0;
	}

}
