package dev.weakref.examples;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.registry.WeakGroup;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A registry that its members leave by dying, equal ones being members of their own.
 */
class LiveRegistryTests extends Examples {

	// tag::registry[]
	private final WeakGroup<Window> windows = this.registry.group("windows");

	void open(Window window) {
		this.windows.register(window);
	}

	void repaint() {
		for (Window window : this.windows) {
			window.paint();
		}
	}
	// end::registry[]

	@Test
	void onlyLiveMembersAreIteratedAndCounted() {
		Window one = new Window("mail");
		Window equal = new Window("mail");
		open(one);
		open(equal);
		openAndForget();
		GarbageCollector.awaitUntil("the others have left", () -> this.windows.estimatedSize() == 2);
		this.events.clear();
		repaint();
		assertThat(this.events).containsExactly("mail", "mail");
		assertThat(this.windows).hasSize(2).allMatch((window) -> window == one || window == equal);
	}

	@Test
	void removingByHandLeavesNothingThatRunsLater() {
		Window window = new Window("mail");
		open(window);
		assertThat(this.windows.deregister(window)).isTrue();
		open(window);
		GarbageCollector.run();
		assertThat(this.windows.contains(window)).isTrue();
		assertThat(this.windows.collectedCount()).isZero();
	}

	private void openAndForget() {
		List<Window> many = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			many.add(new Window("forgotten"));
		}
		many.forEach(this::open);
		repaint();
		assertThat(this.events).hasSize(502);
	}

	/**
	 * Equal to others of the same title.
	 */
	private final class Window {

		private final String title;

		Window(String title) {
			this.title = title;
		}

		void paint() {
			LiveRegistryTests.this.events.add(this.title);
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Window window && window.title.equals(this.title);
		}

		@Override
		public int hashCode() {
			return this.title.hashCode();
		}

	}

}
