package dev.weakref.examples;

import dev.weakref.collection.WeakSet;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A weak set holds its elements only as long as somebody else does.
 */
class TemporaryElementTests {

	private final WeakSet<Person> people = WeakSet.identity();

	private Person ann;

	@Test
	void anElementThatNobodyHoldsLeaves() {
		this.people.add(new Person("unnamed"));
		GarbageCollector.awaitUntil("the set is empty", this.people::isEmpty);

		this.ann = new Person("Ann");
		this.people.add(this.ann);
		GarbageCollector.run();
		assertThat(this.people).containsExactly(this.ann);

		this.ann = null;
		GarbageCollector.awaitUntil("the set is empty", this.people::isEmpty);
	}

	private record Person(String name) {
	}

}
