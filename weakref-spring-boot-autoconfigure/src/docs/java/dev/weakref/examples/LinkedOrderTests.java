package dev.weakref.examples;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.reference.WeakLink;
import dev.weakref.testsupport.GarbageCollector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A list that can be walked both ways: next links hold, previous links do not, so that
 * holding the tail does not hold what is before it.
 */
class LinkedOrderTests {

	@Test
	void theListIsWalkedBothWays() {
		Link first = new Link("a");
		Link last = first.append("b").append("c");
		List<String> there = new ArrayList<>();
		for (Link link = first; link != null; link = link.next) {
			there.add(link.value);
		}
		List<String> back = new ArrayList<>();
		for (Link link = last; link != null; link = link.previous.get()) {
			back.add(link.value);
		}
		assertThat(there).containsExactly("a", "b", "c");
		assertThat(back).containsExactly("c", "b", "a");
		assertThat(first.value).isEqualTo("a");
	}

	@Test
	void holdingTheTailDoesNotHoldWhatIsBeforeIt() {
		List<Link> tail = new ArrayList<>();
		WeakReference<Link> head = keepOnlyTheTail(tail);
		GarbageCollector.awaitCollected(head);
		assertThat(tail.get(0).previous.get()).isNull();
		assertThat(tail.get(0).next).isNull();
	}

	private static WeakReference<Link> keepOnlyTheTail(List<Link> tail) {
		Link head = new Link("a");
		tail.add(head.append("b"));
		return new WeakReference<>(head);
	}

	// tag::link[]
	static final class Link {

		private final String value;

		private final WeakLink<Link> previous = WeakLink.empty();

		private @Nullable Link next;

		Link(String value) {
			this.value = value;
		}

		Link append(String value) {
			Link next = new Link(value);
			next.previous.set(this);
			this.next = next;
			return next;
		}

	}
	// end::link[]

}
