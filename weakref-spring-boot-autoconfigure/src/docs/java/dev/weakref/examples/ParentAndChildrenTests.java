package dev.weakref.examples;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.reference.WeakLink.State;
import dev.weakref.reference.WeakLink;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A tree whose parents hold their children, and whose children only know their parents:
 * holding a leaf does not hold the tree.
 */
class ParentAndChildrenTests {

	@Test
	void aChildFindsItsParentAndAParentItsChildren() {
		Folder root = new Folder("root");
		Folder child = root.add("child");
		assertThat(child.add("leaf").path()).isEqualTo("root/child/leaf");
		assertThat(child.parent.get()).isSameAs(root);
		GarbageCollector.run();
		assertThat(root.children).containsExactly(child);
	}

	@Test
	void holdingAChildDoesNotHoldTheTree() {
		List<Folder> leaves = new ArrayList<>();
		WeakReference<Folder> root = growTree(leaves);
		GarbageCollector.awaitCollected(root);
		assertThat(leaves.get(0).path()).isEqualTo("leaf");
	}

	@Test
	void aRootAndAnOrphanAreToldApart() {
		List<Folder> leaves = new ArrayList<>();
		WeakReference<Folder> root = growTree(leaves);
		GarbageCollector.awaitCollected(root);
		assertThat(new Folder("root").parent.state()).isEqualTo(State.EMPTY);
		assertThat(leaves.get(0).parent.state()).isEqualTo(State.COLLECTED);
		Folder parent = new Folder("parent");
		assertThat(parent.add("child").parent.state()).isEqualTo(State.ALIVE);
	}

	private static WeakReference<Folder> growTree(List<Folder> leaves) {
		Folder root = new Folder("root");
		leaves.add(root.add("leaf"));
		root.add("other");
		return new WeakReference<>(root);
	}

	// tag::folder[]
	static final class Folder {

		private final String name;

		private final WeakLink<Folder> parent = WeakLink.empty();

		private final List<Folder> children = new ArrayList<>();

		Folder(String name) {
			this.name = name;
		}

		Folder add(String name) {
			Folder child = new Folder(name);
			child.parent.set(this);
			this.children.add(child);
			return child;
		}

		String path() {
			Folder parent = this.parent.get();
			return (parent != null) ? parent.path() + "/" + this.name : this.name;
		}

	}
	// end::folder[]

}
