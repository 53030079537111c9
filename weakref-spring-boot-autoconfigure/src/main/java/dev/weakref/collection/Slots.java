package dev.weakref.collection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the slots of a hash table of nodes.
 *
 * <pre>
 *   slots:  [ null | node -> node -> node | Moved(larger slots) | ... ]
 * </pre>
 */
final class Slots {

	private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

	private Slots() {
	}

	/**
	 * Returns the chain of a hash.
	 */
	static @Nullable Object head(@Nullable Object[] slots, int hash) {
		Object head = at(slots, hash & (slots.length - 1));
		return (head instanceof Moved moved) ? head(moved, hash) : head;
	}

	private static @Nullable Object head(Moved moved, int hash) {
		return head(follow(moved.slots(), hash), hash);
	}

	/**
	 * Returns the slots that had the chain of a hash at some moment during the call.
	 */
	static @Nullable Object[] follow(@Nullable Object[] slots, int hash) {
		while (at(slots, hash & (slots.length - 1)) instanceof Moved moved) {
			slots = moved.slots();
		}
		return slots;
	}

	static @Nullable Object at(@Nullable Object[] slots, int index) {
		return SLOT.getAcquire(slots, index);
	}

	static void set(@Nullable Object[] slots, int index, @Nullable Object value) {
		SLOT.setRelease(slots, index, value);
	}

	static boolean replace(@Nullable Object[] slots, int index, @Nullable Object expected, @Nullable Object value) {
		return SLOT.compareAndSet(slots, index, expected, value);
	}

	@SuppressWarnings("unchecked")
	static <K, V> @Nullable Node<K, V> asNode(@Nullable Object head) {
		return (Node<K, V>) head;
	}

	/**
	 * Replaces a chain that has moved to larger slots.
	 *
	 * @param slots the larger slots
	 */
	record Moved(@Nullable Object[] slots) {
	}

}
