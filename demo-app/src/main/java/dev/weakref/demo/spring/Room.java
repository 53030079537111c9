package dev.weakref.demo.spring;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A room of an exhibition.
 */
final class Room {

	private final String name;

	private final AtomicInteger visitors = new AtomicInteger();

	Room(String name) {
		this.name = name;
	}

	String name() {
		return this.name;
	}

	int visitors() {
		return this.visitors.get();
	}

	void change(int visitors) {
		this.visitors.set(visitors);
	}

}
