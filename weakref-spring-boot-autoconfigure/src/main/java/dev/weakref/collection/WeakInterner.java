package dev.weakref.collection;

import java.util.concurrent.atomic.LongAdder;

import dev.weakref.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Returns one instance for all equal objects, without keeping it alive.
 * <p>
 * Objects must not be {@code null}, and their {@code equals} and {@code hashCode} must
 * not change. The canonical instance is the first one that was given. It is collected
 * when no other object holds it. Safe for use by any number of threads: as long as the
 * canonical instance is held, all threads get the same one. A look-up allocates nothing
 * and takes no lock.
 *
 * @param <E> the type of objects
 */
public final class WeakInterner<E> {

	private final ReferenceMap<E, Boolean> canonical;

	private final LongAdder duplicates = new LongAdder();

	/**
	 * Creates an interner that is drained by the threads that use it.
	 */
	public WeakInterner() {
		this(new ReferenceMapBuilder<>(References.WEAK_KEYS, KeyEquality.EQUALS));
	}

	WeakInterner(ReferenceMapBuilder<E, Boolean> options) {
		this.canonical = new ReferenceMap<>(options);
	}

	/**
	 * Returns the canonical instance of an object: the object itself, unless an equal one
	 * was given before and is live. Expected O(1).
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
	 * Returns the canonical instance, if there is one. The given object does not become
	 * the canonical instance.
	 * @param object the object
	 * @return an object that equals it, or {@code null}
	 */
	public @Nullable E find(E object) {
		return this.canonical.storedKey(object);
	}

	/**
	 * Returns how many times {@link #intern} returned another object than the given one.
	 * O(1).
	 * @return the number since the interner was made
	 */
	public long duplicatesAvoided() {
		return this.duplicates.sum();
	}

	/**
	 * Returns the number of live canonical instances, counted one by one. O(capacity).
	 * @return the number at some moment during the call
	 */
	public long liveCount() {
		return this.canonical.liveCount();
	}

	/**
	 * Returns the number of canonical instances, including dead ones that have not been
	 * drained. O(1).
	 * @return an upper bound of {@link #liveCount()}
	 */
	public long estimatedSize() {
		return this.canonical.estimatedSize();
	}

	/**
	 * Returns the number of canonical instances that were collected. O(1).
	 * @return the number since the interner was made
	 */
	public long collectedCount() {
		return this.canonical.collectedCount();
	}

	/**
	 * Removes the dead instances that the JVM has handed over so far. O(dead).
	 */
	public void cleanUp() {
		this.canonical.cleanUp();
	}

	CollectionView view(String name) {
		return new CollectionView(name, Kind.WEAK_INTERNER, this.canonical.table.view(), this.duplicates);
	}

}
