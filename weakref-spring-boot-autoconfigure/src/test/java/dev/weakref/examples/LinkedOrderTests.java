package dev.weakref.examples;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.registry.WeakLink;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A list that can be walked both ways, as in Python's first {@code OrderedDict}: next
 * links hold, previous links do not, so that holding the tail does not hold what is
 * before it.
 */
class LinkedOrderTests {

	@Test
	void theListIsWalkedBothWays() {
		Link head = list("a", "b", "c");
		List<String> there = new ArrayList<>();
		Link last = head;
		for (Link link = head; link != null; link = link.next) {
			there.add(link.value);
			last = link;
		}
		List<String> back = new ArrayList<>();
		for (Link link = last; link != null; link = link.previous.get()) {
			back.add(link.value);
		}
		assertThat(there).containsExactly("a", "b", "c");
		assertThat(back).containsExactly("c", "b", "a");
		assertThat(head.value).isEqualTo("a");
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
		Link head = list("a", "b");
		tail.add(head.next);
		return new WeakReference<>(head);
	}

	private static Link list(String... values) {
		Link head = new Link(values[0]);
		Link last = head;
		for (int i = 1; i < values.length; i++) {
			Link link = new Link(values[i]);
			link.previous.set(last);
			last.next = link;
			last = link;
		}
		return head;
	}

	private static final class Link {

		final String value;

		final WeakLink<Link> previous = WeakLink.empty();

		Link next;

		Link(String value) {
			this.value = value;
		}

	}

}
