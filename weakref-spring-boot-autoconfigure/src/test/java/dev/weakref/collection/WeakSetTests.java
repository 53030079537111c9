package dev.weakref.collection;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.stream.Stream;

import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.SetFeature;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.JUnit3Suites;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link WeakSet}.
 */
class WeakSetTests {

	private final WeakSet<String> set = WeakSet.equality();

	@TestFactory
	Stream<DynamicNode> everySetHasToDo() {
		return JUnit3Suites.nodes(SetTestSuiteBuilder.using(new TestStringSetGenerator() {

			@Override
			protected Set<String> create(String[] elements) {
				Set<String> set = WeakSet.equality();
				set.addAll(Arrays.asList(elements));
				return set;
			}

		})
			.named("WeakSet")
			.withFeatures(SetFeature.GENERAL_PURPOSE, CollectionSize.ANY)
			.withFeatures(CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
			.createTestSuite());
	}

	@Test
	void anElementThatNobodyHoldsLeaves() {
		WeakSet<Object> set = WeakSet.identity();
		addTemporary(set);
		GarbageCollector.awaitUntil("the set is empty", set::isEmpty);
		assertThat(set).isEmpty();
	}

	@Test
	void anElementThatIsHeldStays() {
		WeakSet<Object> set = WeakSet.identity();
		Object held = new Object();
		set.add(held);
		GarbageCollector.run();
		assertThat(set).containsExactly(held);
	}

	@Test
	void byIdentityEqualElementsAreTwo() {
		WeakSet<String> set = WeakSet.identity();
		String first = new String("element");
		String second = new String("element");
		assertThat(set.add(first)).isTrue();
		assertThat(set.add(second)).isTrue();
		assertThat(set).hasSize(2);
		assertThat(set.contains(new String("element"))).isFalse();
	}

	@Test
	void byEqualityTheFirstElementStays() {
		String first = new String("element");
		this.set.add(first);
		assertThat(this.set.add(new String("element"))).isFalse();
		assertThat(this.set.iterator().next()).isSameAs(first);
	}

	@Test
	void operationsLeaveBothOperandsAlone() {
		this.set.addAll(List.of("a", "b"));
		List<String> other = List.of("b", "c");
		assertThat(this.set.union(other)).containsExactlyInAnyOrder("a", "b", "c");
		assertThat(this.set.intersection(other)).containsExactly("b");
		assertThat(this.set.difference(other)).containsExactly("a");
		assertThat(this.set.symmetricDifference(other)).containsExactlyInAnyOrder("a", "c");
		assertThat(this.set).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	void anIntersectionHasTheElementsOfThisSet() {
		String own = new String("element");
		this.set.add(own);
		assertThat(this.set.intersection(List.of(new String("element"))).iterator().next()).isSameAs(own);
	}

	@Test
	void resultsOfOperationsAreWeak() {
		WeakSet<Object> set = WeakSet.identity();
		Object held = new Object();
		set.add(held);
		WeakSet<Object> union = unionWithTemporary(set);
		GarbageCollector.awaitUntil("the temporary element has left", () -> union.size() == 1);
		assertThat(union).containsExactly(held);
	}

	@Test
	void elementsThatOccurTwiceCountOnceInASymmetricDifference() {
		assertThat(this.set.symmetricDifference(List.of("a", "a"))).containsExactly("a");
	}

	@Test
	void subsetsAndSupersetsAreTold() {
		this.set.addAll(List.of("a", "b"));
		assertThat(this.set.isSubsetOf(List.of("a", "b", "c"))).isTrue();
		assertThat(this.set.isSubsetOf(List.of("a"))).isFalse();
		assertThat(this.set.isSupersetOf(List.of("a"))).isTrue();
		assertThat(this.set.isSupersetOf(List.of("c"))).isFalse();
		assertThat(this.set.isDisjoint(List.of("c"))).isTrue();
		assertThat(this.set.isDisjoint(List.of("b", "c"))).isFalse();
	}

	@Test
	void aStreamDoesNotPretendToKnowItsSize() {
		assertThat(this.set.spliterator().hasCharacteristics(Spliterator.SIZED)).isFalse();
		assertThat(this.set.spliterator().hasCharacteristics(Spliterator.DISTINCT)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void byIdentityNothingEqualIsRemovedHoweverManyElementsThereAre(int size) {
		List<String> elements = Stream.generate(() -> new String("element")).limit(size).toList();
		WeakSet<String> set = WeakSet.identity();
		set.addAll(elements);
		assertThat(set.removeAll(List.of("element", "element"))).isFalse();
		assertThat(set.removeAll(List.of("element", elements.get(0)))).isTrue();
		assertThat(set).hasSize(size - 1);
		Reference.reachabilityFence(elements);
	}

	@Test
	void byIdentityNothingEqualIsRetained() {
		String kept = new String("element");
		String removed = new String("element");
		WeakSet<String> set = WeakSet.identity();
		set.addAll(List.of(kept, removed));
		assertThat(set.retainAll(List.of(kept))).isTrue();
		assertThat(set.contains(kept)).isTrue();
		assertThat(set.contains(removed)).isFalse();
	}

	@Test
	void removingItselfLeavesNothing() {
		this.set.addAll(List.of("a", "b"));
		this.set.removeAll(this.set);
		assertThat(this.set).isEmpty();
	}

	@Test
	void retainingItselfChangesNothing() {
		this.set.addAll(List.of("a", "b"));
		assertThat(this.set.retainAll(this.set)).isFalse();
		assertThat(this.set).hasSize(2);
	}

	@Test
	void anElementThatHasToBeThereIsRemovedOrMissed() {
		this.set.add("a");
		this.set.removeRequired("a");
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> this.set.removeRequired("a"));
	}

	@Test
	void popTakesOneElementOrFails() {
		this.set.add("a");
		assertThat(this.set.pop()).isEqualTo("a");
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(this.set::pop);
	}

	@Test
	void aCopyIsIndependent() {
		this.set.add("a");
		WeakSet<String> copy = this.set.copy();
		copy.add("b");
		assertThat(this.set).containsExactly("a");
		assertThat(copy).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	void nullIsRefused() {
		assertThatNullPointerException().isThrownBy(() -> addNull(this.set));
	}

	@SuppressWarnings("NullAway") // on purpose
	private static void addNull(WeakSet<String> set) {
		set.add(null);
	}

	private static void addTemporary(WeakSet<Object> set) {
		set.add(new Object());
	}

	private static WeakSet<Object> unionWithTemporary(WeakSet<Object> set) {
		return set.union(List.of(new Object()));
	}

}
