package dev.weakref.collection;

import java.util.concurrent.atomic.LongAdder;

import dev.weakref.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Gives one instance for all equal objects, without keeping it alive.
 * <p>
 * Objects must be immutable as far as {@code equals} and {@code hashCode} go, and must
 * not be {@code null}. The canonical instance is the first that came; it is forgotten
 * when nobody holds it any more. Safe for use by any number of threads: as long as it is
 * held, all are given the same one. Looking up allocates nothing and takes no lock.
 *
 * @param <E> the type of objects
 */
public final class WeakInterner<E> {

	private final ReferenceMap<E, Boolean> canonical;

	private final LongAdder duplicates = new LongAdder();

	/**
	 * Create an interner that is drained by those who use it.
	 */
	public WeakInterner() {
		this(new ReferenceMapBuilder<>(References.WEAK_KEYS, KeyEquality.EQUALS));
	}

	WeakInterner(ReferenceMapBuilder<E, Boolean> options) {
		this.canonical = new ReferenceMap<>(options);
	}

	/**
	 * The canonical instance for an object: the object itself, unless an equal one came
	 * before and is still held. Expected O(1).
	 * @param object the object
	 * @return an object that equals it
	 */
	public E intern(E object) {
		while (true) {
			E canonical = find(object);
			if (canonical != null) {
				if (canonical != object) {
					this.duplicates.increment();
				}
				return canonical;
			}
			if (this.canonical.putIfAbsent(object, Boolean.TRUE) == null) {
				return object;
			}
		}
	}

	/**
	 * The canonical instance, if there is one; the object does not become it.
	 * @param object the object
	 * @return an object that equals it, or {@code null}
	 */
	public @Nullable E find(E object) {
		return this.canonical.storedKey(object);
	}

	/**
	 * How many times another object than the one given was returned: the duplicates that
	 * need not be kept. O(1).
	 * @return the number so far
	 */
	public long duplicatesAvoided() {
		return this.duplicates.sum();
	}

	/**
	 * How many canonical instances are live, counted one by one. O(capacity).
	 * @return the number at some moment during the call
	 */
	public long liveCount() {
		return this.canonical.liveCount();
	}

	/**
	 * How many canonical instances there are, counting dead ones that have not been
	 * drained. O(1).
	 * @return an upper bound of {@link #liveCount()}
	 */
	public long estimatedSize() {
		return this.canonical.estimatedSize();
	}

	/**
	 * How many canonical instances have gone because nobody held them. O(1).
	 * @return the number so far
	 */
	public long collectedCount() {
		return this.canonical.collectedCount();
	}

	/**
	 * Remove all dead instances that the JVM has handed over so far. O(dead).
	 */
	public void cleanUp() {
		this.canonical.cleanUp();
	}

	CollectionView view(String name) {
		return new CollectionView(name, Kind.WEAK_INTERNER, this.canonical.table.view(), this.duplicates);
	}

}
