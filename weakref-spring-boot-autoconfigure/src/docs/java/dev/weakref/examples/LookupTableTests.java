package dev.weakref.examples;

import dev.weakref.collection.WeakKeyMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A look-up table that does not leak: more is put into it than fits into the heap.
 */
class LookupTableTests {

	private static final int ENTRY = 64 * 1024;

	// tag::table[]
	private final WeakKeyMap<Object, byte[]> thumbnails = WeakKeyMap.identity();

	byte[] thumbnail(Object picture) {
		return this.thumbnails.computeIfAbsent(picture, (key) -> new byte[ENTRY]);
	}
	// end::table[]

	@Test
	void keysThatAreNotHeldDoNotFillTheHeap() {
		Object held = new Object();
		byte[] thumbnail = thumbnail(held);
		long entries = 2 * Runtime.getRuntime().maxMemory() / ENTRY;
		for (long i = 0; i < entries; i++) {
			thumbnail(new Object());
		}
		assertThat(thumbnail(held)).isSameAs(thumbnail);
		assertThat(this.thumbnails.estimatedSize()).isLessThan(entries);
	}

}
