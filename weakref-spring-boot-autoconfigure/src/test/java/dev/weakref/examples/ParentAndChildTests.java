package dev.weakref.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakProxies;
import dev.weakref.reference.WeakRef;
import dev.weakref.reference.WeakRefs;
import dev.weakref.testsupport.GarbageCollector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A tree that holds its children strongly and its parents weakly, and a helper that calls
 * its owner back through a proxy that turns inert when the owner goes.
 */
class ParentAndChildTests {

	private final Reaper reaper = Reaper.start();

	private final Referents referents = new Referents(this.reaper);

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void holdingAChildDoesNotHoldItsParent() {
		Node root = new Node("root", null);
		Node leaf = new Node("leaf", new WeakRefs(this.referents).ref(root));
		root.children.add(leaf);
		Node orphan = orphan();

		GarbageCollector.awaitUntil("the other parent is gone", () -> orphan.parent().isEmpty());

		assertThat(leaf.parent()).map((parent) -> parent.name).contains("root");
		assertThat(root.parent()).isEmpty();
		assertThat(root.children).containsExactly(leaf);
	}

	@Test
	void aHelperCallsBackItsOwnerWhileThatLives() {
		Parser parser = parser();

		GarbageCollector.awaitUntil("the owner is gone", () -> !WeakProxies.isAlive(parser.handler));

		assertThat(parser.parse("text")).isFalse();
	}

	private Node orphan() {
		Node parent = new Node("parent", null);
		Node child = new Node("child", new WeakRefs(this.referents).ref(parent));
		parent.children.add(child);
		assertThat(child.parent()).contains(parent);
		return child;
	}

	private Parser parser() {
		List<String> heard = new ArrayList<>();
		Handler owner = heard::add;
		Parser parser = new Parser(new WeakProxies(this.referents).proxy(owner, Handler.class));
		assertThat(parser.parse("text")).isTrue();
		assertThat(heard).containsExactly("text");
		return parser;
	}

	interface Handler {

		void handle(String text);

	}

	record Parser(Handler handler) {

		boolean parse(String text) {
			if (!WeakProxies.isAlive(this.handler)) {
				return false;
			}
			this.handler.handle(text);
			return true;
		}

	}

	static class Node {

		final List<Node> children = new ArrayList<>();

		final String name;

		private final @Nullable WeakRef<Node> parent;

		Node(String name, @Nullable WeakRef<Node> parent) {
			this.name = name;
			this.parent = parent;
		}

		Optional<Node> parent() {
			return (this.parent != null) ? this.parent.find() : Optional.empty();
		}

	}

}
