package dev.weakref.examples;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.collection.WeakKeyMap;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Data attached to objects whose class cannot be changed.
 */
class SideDataTests {

	// tag::notes[]
	private final WeakKeyMap<Thread, List<String>> notes = WeakKeyMap.identity();

	void note(Thread thread, String note) {
		this.notes.computeIfAbsent(thread, (key) -> new ArrayList<>()).add(note);
	}
	// end::notes[]

	@Test
	void dataBelongsToTheObjectAndGoesWithIt() {
		Thread held = new Thread();
		note(held, "first");
		note(held, "second");
		note(new Thread(), "soon forgotten");
		GarbageCollector.awaitUntil("the other one is forgotten", () -> this.notes.size() == 1);
		assertThat(this.notes.get(held)).containsExactly("first", "second");
	}

	@Test
	void nothingIsLeftWhenTheLastObjectIsGone() {
		note(new Thread(), "soon forgotten");
		GarbageCollector.awaitUntil("the map is empty", this.notes::isEmpty);
		assertThat(this.notes.size()).isZero();
	}

}
