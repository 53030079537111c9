package dev.weakref.demo.spring;

import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.demo.viewers.PictureOpened;

/**
 * A friend of a guest, of whom Spring knows nothing, and who counts the pictures.
 */
final class Friend {

	private final AtomicInteger seen = new AtomicInteger();

	void look(PictureOpened event) {
		this.seen.incrementAndGet();
	}

}
