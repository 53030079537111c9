package dev.weakref.collection;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import com.google.common.collect.testing.SetTestSuiteBuilder;
import com.google.common.collect.testing.TestStringSetGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.SetFeature;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.JUnit3Suites;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
	void anElementThatIsNotHeldLeaves() {
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
	void strictSubsetsAndSupersetsAreTold() {
		this.set.addAll(List.of("a", "b"));
		assertThat(this.set.isStrictSubsetOf(List.of("a", "b", "c"))).isTrue();
		assertThat(this.set.isStrictSubsetOf(List.of("b", "a", "a"))).isFalse();
		assertThat(this.set.isStrictSubsetOf(List.of("a", "c", "d"))).isFalse();
		assertThat(this.set.isStrictSupersetOf(List.of("a", "a"))).isTrue();
		assertThat(this.set.isStrictSupersetOf(List.of("b", "a"))).isFalse();
		assertThat(this.set.isStrictSupersetOf(List.of("a", "c"))).isFalse();
		assertThat(this.set.isStrictSubsetOf(this.set)).isFalse();
		assertThat(this.set.isStrictSupersetOf(this.set)).isFalse();
	}

	@Test
	void inPlaceASymmetricDifferenceRemovesWhatIsCommonAndAddsTheRest() {
		this.set.addAll(List.of("a", "b"));
		assertThat(this.set.toggleAll(List.of("b", "c", "c"))).isTrue();
		assertThat(this.set).containsExactlyInAnyOrder("a", "c");
		assertThat(this.set.toggleAll(List.of())).isFalse();
		assertThat(this.set.toggleAll(this.set)).isTrue();
		assertThat(this.set).isEmpty();
	}

	@Test
	void byIdentityEqualityIsNotSymmetric() {
		String element = new String("element");
		WeakSet<String> set = WeakSet.identity();
		set.add(element);
		Set<String> equal = Set.of(new String("element"));
		assertThat(equal.equals(set)).isTrue();
		assertThat(set.equals(equal)).isFalse();
		assertThat(set.equals(Set.of(element))).isTrue();
		assertThat(set.equals(set.copy())).isTrue();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("additions")
	void nullIsRefusedAsAnElementBeforeAnythingIsAdded(BiConsumer<WeakSet<String>, List<String>> operation) {
		for (WeakSet<String> set : bothKinds()) {
			for (List<String> others : List.of(Arrays.asList("a", null), Arrays.asList("c", null))) {
				assertThatNullPointerException().isThrownBy(() -> operation.accept(set, others))
					.withMessage("'element' must not be null");
				assertThat(set).containsExactlyInAnyOrder("a", "b");
			}
		}
	}

	static Stream<Named<BiConsumer<WeakSet<String>, List<String>>>> additions() {
		return Stream.of(Named.of("addAll", WeakSet::addAll), Named.of("toggleAll", WeakSet::toggleAll),
				Named.of("union", WeakSet::union), Named.of("symmetricDifference", WeakSet::symmetricDifference),
				Named.of("add", (set, others) -> set.add(others.get(1))),
				Named.of("contains", (set, others) -> set.contains(others.get(1))),
				Named.of("remove", (set, others) -> set.remove(others.get(1))),
				Named.of("removeRequired", (set, others) -> set.removeRequired(others.get(1))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("comparisons")
	void withinAnArgumentNullIsNoElement(BiFunction<WeakSet<String>, List<String>, Object> operation,
			List<Object> results) {
		List<List<String>> arguments = List.of(Arrays.asList("a", null), Arrays.asList(null, "c"),
				Arrays.asList("b", null, "a"));
		for (int i = 0; i < arguments.size(); i++) {
			for (WeakSet<String> set : bothKinds()) {
				assertThat(operation.apply(set, arguments.get(i))).isEqualTo(results.get(i));
			}
		}
	}

	static Stream<Arguments> comparisons() {
		return Stream.of(comparison("retainAll", (set, others) -> {
			set.retainAll(others);
			return Set.copyOf(set);
		}, Set.of("a"), Set.of(), Set.of("a", "b")), comparison("removeAll", (set, others) -> {
			set.removeAll(others);
			return Set.copyOf(set);
		}, Set.of("b"), Set.of("a", "b"), Set.of()),
				comparison("intersection", WeakSet::intersection, Set.of("a"), Set.of(), Set.of("a", "b")),
				comparison("difference", WeakSet::difference, Set.of("b"), Set.of("a", "b"), Set.of()),
				comparison("isDisjoint", WeakSet::isDisjoint, false, true, false),
				comparison("containsAll", WeakSet::containsAll, false, false, false),
				comparison("isSubsetOf", WeakSet::isSubsetOf, false, false, true),
				comparison("isSupersetOf", WeakSet::isSupersetOf, false, false, false),
				comparison("isStrictSubsetOf", WeakSet::isStrictSubsetOf, false, false, true),
				comparison("isStrictSupersetOf", WeakSet::isStrictSupersetOf, false, false, false));
	}

	private static Arguments comparison(String name, BiFunction<WeakSet<String>, List<String>, Object> operation,
			Object... results) {
		return Arguments.of(Named.of(name, operation), List.of(results));
	}

	private static List<WeakSet<String>> bothKinds() {
		List<WeakSet<String>> sets = List.of(WeakSet.identity(), WeakSet.equality());
		sets.forEach((set) -> set.addAll(List.of("a", "b")));
		return sets;
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

	private static void addTemporary(WeakSet<Object> set) {
		set.add(new Object());
	}

	private static WeakSet<Object> unionWithTemporary(WeakSet<Object> set) {
		return set.union(List.of(new Object()));
	}

}
