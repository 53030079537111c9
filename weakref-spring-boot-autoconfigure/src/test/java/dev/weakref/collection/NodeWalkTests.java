package dev.weakref.collection;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A walk is late: it stands before a node whose value was replaced, and has died since.
 * The key was never absent, and so must be met.
 */
class NodeWalkTests {

	/** They share the first chain; the table grows when the others come. */
	private final List<Key> keys = keys(16, 4);

	private final List<Key> others = keys(1, 16);

	private final Object first = new Object();

	private final Object second = new Object();

	@ParameterizedTest
	@EnumSource(names = { "WEAK_VALUES", "SOFT_VALUES" })
	void meetsTheSuccessorsOfNodes(References references) {
		ReferenceMap<Key, Object> map = map(references);
		NodeWalk<Key, Object> walk = lateWalk(map);
		replaceValues(map);
		assertThat(rest(walk)).hasSize(3).doesNotHaveDuplicates().isSubsetOf(this.keys);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "WEAK_KEYS")
	void meetsTheSuccessorsOfNodesThatWereCopied(References references) {
		ReferenceMap<Key, Object> map = map(references);
		NodeWalk<Key, Object> walk = lateWalk(map);
		this.others.forEach((key) -> map.put(key, this.first));
		assertThat(map.table.slots()).hasSizeGreaterThan(16);
		replaceValues(map);
		List<Key> rest = rest(walk);
		rest.removeAll(this.others);
		assertThat(rest).hasSize(3).doesNotHaveDuplicates().isSubsetOf(this.keys);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "WEAK_KEYS")
	void givesTheValueOfTheSuccessorOfANodeThatDiesMeanwhile(References references) {
		ReferenceMap<Key, Object> map = map(references);
		NodeWalk<Key, Object> walk = new NodeWalk<>(map.table.slots());
		Node<Key, Object> met = walk.nextLive();
		assertThat(walk.value(met)).isSameAs(this.first);
		replaceValues(map);
		assertThat(walk.value(met)).isSameAs(this.second);
	}

	@ParameterizedTest
	@EnumSource(names = { "WEAK_VALUES", "SOFT_VALUES" })
	void givesNoValueOfAnEntryThatHasGone(References references) {
		ReferenceMap<Key, Object> map = map(references);
		NodeWalk<Key, Object> walk = new NodeWalk<>(map.table.slots());
		Node<Key, Object> met = walk.nextLive();
		this.keys.forEach((key) -> SimulatedCollector.collect(map, key));
		assertThat(walk.value(met)).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void passesOverNodesThatHaveGoneForGood(References references) {
		ReferenceMap<Key, Object> map = map(references);
		NodeWalk<Key, Object> walk = lateWalk(map);
		this.keys.forEach((key) -> SimulatedCollector.collect(map, key));
		assertThat(walk.nextLive()).isNull();
		map.cleanUp();
		assertThat(new NodeWalk<Key, Object>(map.table.slots()).nextLive()).isNull();
	}

	@Test
	void aWalkMeetsAKeyOnceThoughItWasAddedAgainInFront() {
		ReferenceMap<Key, Object> map = map(References.WEAK_VALUES);
		NodeWalk<Key, Object> walk = lateWalk(map);
		this.keys.forEach((key) -> SimulatedCollector.collect(map, key));
		this.keys.forEach((key) -> map.put(key, this.second));
		assertThat(rest(walk)).doesNotHaveDuplicates().isSubsetOf(this.keys);
	}

	private ReferenceMap<Key, Object> map(References references) {
		ReferenceMap<Key, Object> map = ReferenceMap.<Key, Object>builder(references, KeyEquality.EQUALS).build();
		this.keys.forEach((key) -> map.put(key, this.first));
		return map;
	}

	/**
	 * A walk that has met one of the keys that share a chain.
	 */
	private static NodeWalk<Key, Object> lateWalk(ReferenceMap<Key, Object> map) {
		NodeWalk<Key, Object> walk = new NodeWalk<>(map.table.slots());
		assertThat(walk.nextLive()).isNotNull();
		return walk;
	}

	private void replaceValues(ReferenceMap<Key, Object> map) {
		List<Reference<?>> replaced = new ArrayList<>();
		for (Key key : this.keys) {
			replaced.add((SimulatedCollector.node(map, key) instanceof WeakKeyNode<?, ?>)
					? SimulatedCollector.valueReference(map, key) : SimulatedCollector.reference(map, key));
			map.put(key, this.second);
		}
		replaced.forEach(Reference::enqueue);
	}

	private static List<Key> rest(NodeWalk<Key, Object> walk) {
		List<Key> rest = new ArrayList<>();
		for (Node<Key, Object> node = walk.nextLive(); node != null; node = walk.nextLive()) {
			rest.add(node.key());
		}
		return rest;
	}

	private static List<Key> keys(int step, int count) {
		return IntStream.range(1, 1 + count).mapToObj((i) -> new Key(step * i)).toList();
	}

	private static final class Key {

		private final int hash;

		Key(int hash) {
			this.hash = hash;
		}

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
