package dev.weakref.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link WeakRef} and {@link WeakRefs}.
 */
class WeakRefTests {

	@AutoClose
	private final Reaper reaper = Reaper.builder().executor(Runnable::run).start();

	private final Referents referents = new Referents(this.reaper);

	private final WeakRefs refs = new WeakRefs(this.referents);

	@Test
	void aRefGivesTheVeryObject() {
		Object object = new Object();
		WeakRef<Object> ref = this.refs.ref(object);
		assertThat(ref.get()).isSameAs(object);
		assertThat(ref.find()).containsSame(object);
		assertThat(ref.isAlive()).isTrue();
		assertThat(ref.refersTo(object)).isTrue();
		assertThat(ref.refersTo(new Object())).isFalse();
	}

	@Test
	void aDeadRefGivesNothing() {
		Object object = new Object();
		WeakRef<Object> ref = this.refs.ref(object);
		collect(object);
		assertThat(ref.get()).isNull();
		assertThat(ref.find()).isEmpty();
		assertThat(ref.isAlive()).isFalse();
	}

	@Test
	void theObjectIsUsedIfItIsAlive() {
		StringBuilder object = new StringBuilder("a");
		WeakRef<StringBuilder> ref = this.refs.ref(object);
		ref.ifPresent((text) -> text.append("b"));
		assertThat(object).hasToString("ab");
		assertThat(ref.map(StringBuilder::length)).contains(2);
		assertThat(ref.orElse(new StringBuilder())).isSameAs(object);
		collect(object);
		ref.ifPresent((text) -> text.append("c"));
		assertThat(object).hasToString("ab");
		assertThat(ref.map(StringBuilder::length)).isEmpty();
		assertThat(ref.orElse(new StringBuilder("other"))).hasToString("other");
	}

	@Test
	void aRefWithoutCallbackIsShared() {
		Object object = new Object();
		WeakRef<Object> ref = this.refs.ref(object);
		WeakRef<Object> own = this.refs.ref(object, (dead) -> {
		});
		AnnotatedRef<Object, String> annotated = this.refs.annotated(object, "note");
		assertThat(this.refs.ref(object)).isSameAs(ref).isNotSameAs(own).isNotSameAs(annotated);
		assertThat(this.refs.ref(object, (dead) -> {
		})).isNotSameAs(own);
		assertThat(this.refs.ref(new Object())).isNotSameAs(ref);
	}

	@Test
	void aSharedRefComesFirstWhateverWasMadeBefore() {
		Object object = new Object();
		WeakRef<Object> own = this.refs.ref(object, (dead) -> {
		});
		WeakRef<Object> ref = this.refs.ref(object);
		assertThat(this.refs.ref(object)).isSameAs(ref);
		assertThat(this.refs.refs(object)).containsExactly(ref, own);
	}

	@Test
	void nullIsRefused() {
		assertThatNullPointerException().isThrownBy(() -> this.refs.ref(nothing()))
			.withMessage("'object' must not be null");
	}

	@Test
	void liveRefsAreEqualIfTheirObjectsAre() {
		String first = new String("same");
		String second = new String("same");
		WeakRef<String> ref = this.refs.ref(first);
		WeakRef<String> other = this.refs.ref(second, (dead) -> {
		});
		assertThat(ref).isEqualTo(other).hasSameHashCodeAs(other).hasSameHashCodeAs("same");
		assertThat(ref.equals((Object) first)).isFalse();
		assertThat(ref).isNotEqualTo(this.refs.ref(new String("other")));
		assertThat(this.refs.annotated(first, "note")).isEqualTo(ref);
	}

	@Test
	void deadRefsAreEqualToThemselvesOnly() {
		String first = new String("same");
		String second = new String("same");
		WeakRef<String> ref = this.refs.ref(first);
		WeakRef<String> other = this.refs.ref(second);
		collect(first);
		assertThat(ref).isEqualTo(ref).isNotEqualTo(other);
		assertThat(other).isNotEqualTo(ref);
	}

	@Test
	void theHashCodeIsKept() {
		String object = new String("key");
		WeakRef<String> ref = this.refs.ref(object);
		Map<WeakRef<String>, String> map = new HashMap<>(Map.of(ref, "value"));
		collect(object);
		assertThat(ref).hasSameHashCodeAs("key");
		assertThat(map).containsEntry(ref, "value");
	}

	@Test
	void theHashCodeCannotBeAskedForTooLate() {
		Object object = new Object();
		WeakRef<Object> ref = this.refs.ref(object);
		collect(object);
		assertThatIllegalStateException().isThrownBy(ref::hashCode).withMessageContaining("ask for it earlier");
	}

	@Test
	void anIdentityKeyNeverChanges() {
		String first = new String("same");
		String second = new String("same");
		Object key = this.refs.ref(first, (dead) -> {
		}).identityKey();
		Object sameKey = this.refs.ref(first).identityKey();
		Object otherKey = this.refs.ref(second).identityKey();
		Set<Object> keys = new HashSet<>(List.of(key, otherKey));
		assertThat(key).isEqualTo(sameKey).hasSameHashCodeAs(sameKey).isNotEqualTo(otherKey);
		collect(first);
		assertThat(key).isEqualTo(sameKey);
		assertThat(keys).contains(sameKey, otherKey).hasSize(2);
	}

	@Test
	void theTextRunsNoCodeOfTheObject() {
		Object object = new Object() {

			@Override
			public String toString() {
				throw new IllegalStateException("broken");
			}

		};
		WeakRef<Object> ref = this.refs.ref(object);
		assertThat(ref.toString()).startsWith("WeakRef@").contains(object.getClass().getName());
		collect(object);
		assertThat(ref.toString()).startsWith("WeakRef@").endsWith("[dead]");
	}

	@Test
	void anAnnotatedRefCountsAccessesUntilTheObjectIsGone() {
		Object object = new Object();
		AnnotatedRef<Object, Map<String, String>> ref = this.refs.annotated(object, Map.of("colour", "red"));
		assertThat(ref.annotation()).containsEntry("colour", "red");
		assertThat(ref.get()).isSameAs(object);
		ref.ifPresent((present) -> {
		});
		assertThat(ref.accessCount()).isEqualTo(2);
		assertThat(ref.toString()).startsWith("AnnotatedRef@");
		assertThat(ref.equals(this.refs.ref(object))).isTrue();
		assertThat(ref.accessCount()).isEqualTo(2);
		collect(object);
		assertThat(ref.get()).isNull();
		assertThat(ref.accessCount()).isEqualTo(2);
		assertThat(ref.annotation()).containsEntry("colour", "red");
	}

	@Test
	void refsAreNotOrdered() {
		assertThat(Comparable.class.isAssignableFrom(WeakRef.class)).isFalse();
	}

	@Test
	void referencesAreCounted() {
		Object object = new Object();
		assertThat(this.refs.count(object)).isZero();
		assertThat(this.refs.refs(object)).isEmpty();
		WeakRef<Object> shared = this.refs.ref(object);
		this.refs.ref(object);
		WeakRef<Object> first = this.refs.ref(object, (dead) -> {
		});
		WeakMethod<Object, Runnable> method = new WeakMethods(this.referents).runnable(object, Object::notifyAll);
		WeakRef<Object> last = this.refs.annotated(object, "note");
		assertThat(this.refs.count(object)).isEqualTo(4);
		assertThat(this.refs.refs(object)).containsExactly(shared, last, method, first);
		assertThat(this.refs.count(new Object())).isZero();
		collect(object);
		assertThat(this.refs.count(object)).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void aSharedHandleIsCountedForAsLongAsItIsHeld(Shared shared) {
		StringBuilder object = new StringBuilder();
		Object held = shared.of(this.referents, object);
		GarbageCollector.run();
		assertThat(this.refs.count(object)).isOne();
		assertThat(this.refs.refs(object)).singleElement().isSameAs(held);
		assertThat(shared.of(this.referents, object)).isSameAs(held);
	}

	@ParameterizedTest
	@EnumSource
	void aSharedHandleThatIsNoLongerHeldIsRemoved(Shared shared) {
		StringBuilder object = new StringBuilder();
		dropShared(shared, object);
		GarbageCollector.awaitUntil("the shared handle has left", () -> this.refs.count(object) == 0);
		assertThat(this.refs.refs(object)).isEmpty();
		Object another = shared.of(this.referents, object);
		assertThat(this.refs.refs(object)).singleElement().isSameAs(another);
	}

	@Test
	void anIdentityKeyIsNoReferenceAndOutlivesTheRefItWasMadeBy() {
		Object object = new Object();
		Object key = keyOfADroppedRef(object);
		GarbageCollector.awaitUntil("the ref has left", () -> this.refs.count(object) == 0);
		assertThat(this.refs.refs(object)).isEmpty();
		assertThat(this.refs.ref(object).identityKey()).isEqualTo(key).hasSameHashCodeAs(key);
		assertThat(this.refs.count(object)).isLessThanOrEqualTo(1);
		WeakRef<Object> ref = this.refs.ref(object);
		collect(object);
		assertThat(ref.identityKey()).isEqualTo(key);
		assertThat(this.referents.estimatedSize()).isZero();
	}

	@Test
	void theCallbackOfAnAnnotatedRefReadsTheAnnotation() {
		Object object = new Object();
		List<Integer> lengths = new ArrayList<>();
		AnnotatedRef<Object, String> ref = this.refs.annotated(object, "note",
				(dead) -> lengths.add(dead.annotation().length()));
		Consumer<? super AnnotatedRef<Object, String>> callback = ref.callback();
		assertThat(callback).isNotNull();
		collect(object);
		assertThat(lengths).containsExactly(4);
		assertThat(ref.callback()).isNull();
	}

	@Test
	void anIdentityHashCodeIsNoIdentity() {
		for (int i = 0; i < 200_000; i++) {
			Object object = new Object();
			WeakRef<Object> ref = this.refs.ref(object);
			assertThat(ref.get() == object).isTrue();
		}
	}

	private void dropShared(Shared shared, StringBuilder object) {
		shared.of(this.referents, object);
	}

	private Object keyOfADroppedRef(Object object) {
		return this.refs.ref(object).identityKey();
	}

	private void collect(Object object) {
		SimulatedCollector.collect(this.referents, object);
	}

	@SuppressWarnings("NullAway")
	private static Object nothing() {
		return null;
	}

	enum Shared {

		REF {

			@Override
			Object of(Referents referents, StringBuilder object) {
				return new WeakRefs(referents).ref(object);
			}

		},

		PROXY {

			@Override
			Object of(Referents referents, StringBuilder object) {
				return new WeakProxies(referents).proxy(object, CharSequence.class);
			}

		},

		HASHABLE_PROXY {

			@Override
			Object of(Referents referents, StringBuilder object) {
				return new WeakProxies(referents).hashable().proxy(object, CharSequence.class);
			}

		};

		abstract Object of(Referents referents, StringBuilder object);

	}

}
