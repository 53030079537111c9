package dev.weakref.collection;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thread that has found a node may be late: the node has a successor by then and its
 * own value is collected. The key was never absent, and so must not seem to be.
 */
class ReferenceMapStaleReadTests {

	private final Object first = new Object();

	private final Object second = new Object();

	@Test
	void getGivesTheSuccessor() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		assertThat(map.get(replacing(map))).isSameAs(this.second);
	}

	@Test
	void getGivesTheSuccessorOfASoftValue() {
		ReferenceMap<Object, Object> map = map(References.SOFT_VALUES);
		assertThat(map.get(replacing(map))).isSameAs(this.second);
	}

	@Test
	void containsKeyFindsTheSuccessor() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		assertThat(map.containsKey(replacing(map))).isTrue();
	}

	@Test
	void storedKeyFindsTheSuccessor() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		assertThat(map.storedKey(replacing(map))).isNotNull();
	}

	@Test
	void removeRemovesTheSuccessor() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		assertThat(map.remove(replacing(map))).isSameAs(this.second);
		assertThat(map).isEmpty();
	}

	@Test
	void removeOfAValueRemovesTheSuccessor() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		assertThat(map.remove(replacing(map), this.second)).isTrue();
		assertThat(map).isEmpty();
	}

	@Test
	void replaceReplacesTheSuccessor() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		assertThat(map.replace(replacing(map), this.first)).isSameAs(this.second);
		assertThat(map.values()).containsExactly(this.first);
	}

	@Test
	void replaceOfAValueReplacesTheSuccessor() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		assertThat(map.replace(replacing(map), this.second, this.first)).isTrue();
		assertThat(map.values()).containsExactly(this.first);
	}

	@Test
	void putIfAbsentFindsTheSuccessor() {
		ReferenceMap<Object, Object> map = map(References.WEAK_VALUES);
		assertThat(map.putIfAbsent(replacing(map), this.first)).isSameAs(this.second);
		assertThat(map.values()).containsExactly(this.second);
	}

	/**
	 * A key whose comparison with the stored one takes so long that the entry's value is
	 * replaced, and the replaced one collected, in the meantime.
	 */
	private Meddling replacing(ReferenceMap<Object, Object> map) {
		List<Object> once = new ArrayList<>(List.of("once"));
		return new Meddling(() -> {
			if (!once.isEmpty()) {
				once.clear();
				Meddling key = new Meddling(() -> {
				});
				Reference<?> replaced = SimulatedCollector.reference(map, key);
				map.put(key, this.second);
				replaced.enqueue();
			}
		});
	}

	private ReferenceMap<Object, Object> map(References references) {
		ReferenceMap<Object, Object> map = ReferenceMap.builder(references, KeyEquality.EQUALS).build();
		map.put(new Meddling(() -> {
		}), this.first);
		return map;
	}

	private record Meddling(Runnable onComparison) {

		@Override
		public boolean equals(Object other) {
			this.onComparison.run();
			return other instanceof Meddling;
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

}
