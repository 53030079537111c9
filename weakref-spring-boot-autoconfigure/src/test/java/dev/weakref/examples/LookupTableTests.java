package dev.weakref.examples;

import dev.weakref.collection.WeakKeyMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A lookup table that does not leak: more is put into it than fits into the heap.
 */
class LookupTableTests {

	private static final int ENTRY = 64 * 1024;

	@Test
	void keysThatNobodyHoldsDoNotFillTheHeap() {
		WeakKeyMap<Object, byte[]> table = WeakKeyMap.identity();
		Object held = new Object();
		table.put(held, new byte[] { 42 });
		long entries = 2 * Runtime.getRuntime().maxMemory() / ENTRY;
		for (long i = 0; i < entries; i++) {
			table.put(new Object(), new byte[ENTRY]);
		}
		assertThat(table.get(held)).containsExactly(42);
		assertThat(table.estimatedSize()).isLessThan(entries);
	}

}
