package dev.weakref.memo;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.weakref.collection.KeyEquality;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Memo} with the real collector.
 */
class MemoCollectionTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final Memoizers memoizers = new Memoizers(this.reaper);

	private final AtomicInteger computed = new AtomicInteger();

	private final BiFunction<Object, Object, Object> function = this.memoizers.memoizeBiFunction("pairs",
			(first, second) -> this.computed.incrementAndGet());

	private final ManagedMemo managed = this.memoizers.directory().find("pairs");

	@Test
	void aResultIsForgottenWithItsFirstArgument() {
		Object held = new Object();
		this.function.apply(held, held);
		this.function.apply(new Object(), held);
		GarbageCollector.awaitUntil("one result is forgotten", () -> this.managed.statistics().collected() == 1);
		assertThat(this.managed.liveCount()).isOne();
		assertThat(this.managed.estimatedSize()).isOne();
		assertThat(this.function.apply(held, held)).isEqualTo(1);
	}

	@Test
	void aResultIsForgottenWithItsSecondArgument() {
		Object held = new Object();
		this.function.apply(held, held);
		this.function.apply(held, new Object());
		GarbageCollector.awaitUntil("one result is forgotten", () -> this.managed.statistics().collected() == 1);
		assertThat(this.managed.liveCount()).isOne();
		assertThat(this.managed.estimatedSize()).isOne();
		assertThat(this.function.apply(held, held)).isEqualTo(1);
	}

	@Test
	void allResultsOfAnArgumentAreForgottenAndCountedOnce() {
		Object held = new Object();
		this.function.apply(held, held);
		forgetMany(held);
		GarbageCollector.awaitUntil("the others are forgotten", () -> this.managed.statistics().collected() == 301);
		assertThat(this.managed.liveCount()).isOne();
		assertThat(this.managed.estimatedSize()).isOne();
		assertThat(this.function.apply(held, held)).isEqualTo(1);
	}

	@Test
	void aResultGoesWithTheArgumentItWasComputedForNotWithAnEqualOne() {
		String later = new String("draft");
		this.function.apply(new String("draft"), this);
		assertThat(this.function.apply(later, this)).isEqualTo(1);
		GarbageCollector.awaitUntil("the result is forgotten", () -> this.managed.estimatedSize() == 0);
		assertThat(this.function.apply(later, this)).isEqualTo(2);
		GarbageCollector.run();
		assertThat(this.function.apply(new String("draft"), this)).isEqualTo(2);
		Reference.reachabilityFence(later);
	}

	@Test
	void theOnlyResultOfAnArgumentMakesPlaceForAnother() {
		Object held = new Object();
		this.function.apply(held, new Object());
		GarbageCollector.awaitUntil("the result is forgotten", () -> this.managed.statistics().collected() == 1);
		Object other = new Object();
		assertThat(this.function.apply(held, other)).isEqualTo(2);
		assertThat(this.function.apply(held, other)).isEqualTo(2);
		assertThat(this.managed.liveCount()).isOne();
	}

	@Test
	void anArgumentThatWasTheOnlyOneIsCountedOnce() {
		Object held = new Object();
		applyToTemporary(held);
		GarbageCollector.awaitUntil("one result is forgotten", () -> this.managed.estimatedSize() == 1);
		this.reaper.close();
		assertThat(this.managed.statistics().collected()).isOne();
		assertThat(this.function.apply(held, held)).isEqualTo(2);
	}

	@Test
	void aLastingArgumentIsHeldAsLongAsTheOtherOne() {
		Object held = new Object();
		WeakReference<Integer> number = applyToFreshNumber(held);
		WeakReference<Integer> other = applyToFreshNumber(new Object());
		GarbageCollector.awaitCollected(other);
		GarbageCollector.awaitUntil("one result is forgotten", () -> this.managed.estimatedSize() == 1);
		assertThat(number.refersTo(null)).isFalse();
		assertThat(this.function.apply(1_000_000, held)).isEqualTo(1);
	}

	@Test
	void aResultIsHeldWhileItsArgumentsLive() {
		Function<Object, Object> made = this.memoizers.memoize("made", (argument) -> new Object());
		Object held = new Object();
		WeakReference<Object> result = new WeakReference<>(made.apply(held));
		WeakReference<Object> other = new WeakReference<>(made.apply(new Object()));
		GarbageCollector.awaitCollected(other);
		assertThat(made.apply(held)).isNotNull().isSameAs(result.get());
	}

	@Test
	void aFunctionThatIsNotHeldGoesWithItsResults() {
		WeakReference<Object> result = applyForgottenFunction();
		GarbageCollector.awaitCollected(result);
		GarbageCollector.awaitUntil("the function is not shown any more",
				() -> this.memoizers.directory().find("forgotten") == null);
		assertThat(this.memoizers.directory().find("pairs")).isNotNull();
	}

	@Test
	void theResultsOfAMemoThatHasGoneAreCounted() {
		MemoFamily family = this.memoizers.createFamily("titles", 1, KeyEquality.EQUALS);
		Memo<Object> held = family.create();
		held.get(Object::new, this);
		family.create().get(Object::new, this);
		GarbageCollector.awaitUntil("one memo is gone", () -> family.statistics().collected() == 1);
		assertThat(family.liveCount()).isOne();
		assertThat(family.estimatedSize()).isOne();
		Reference.reachabilityFence(held);
	}

	@Test
	void aMemoMayBeReachedFromItsResults() {
		MemoFamily family = this.memoizers.createFamily("titles", 1, KeyEquality.EQUALS);
		Memo<Object> held = family.create();
		held.get(() -> held, this);
		keepItself(family);
		GarbageCollector.awaitUntil("one memo is gone", () -> family.statistics().collected() == 1);
		assertThat(family.liveCount()).isOne();
		Reference.reachabilityFence(held);
	}

	@Test
	void lookingDoesNotKeepAnArgumentAlive() {
		this.function.apply(new Object(), this);
		GarbageCollector.awaitUntil("the result is forgotten", () -> this.managed.liveCount() == 0);
		this.function.apply(this, this);
		GarbageCollector.run();
		assertThat(this.managed.liveCount()).isOne();
	}

	private void applyToTemporary(Object held) {
		Object temporary = new Object();
		this.function.apply(held, temporary);
		this.function.apply(held, held);
		assertThat(this.managed.liveCount()).isEqualTo(2);
		Reference.reachabilityFence(temporary);
	}

	private void forgetMany(Object held) {
		Object goes = new Object();
		for (int i = 0; i < 100; i++) {
			this.function.apply(goes, new Object());
			this.function.apply(goes, i);
			this.function.apply(new Object(), held);
		}
		this.function.apply(goes, held);
	}

	private WeakReference<Integer> applyToFreshNumber(Object other) {
		Integer number = 1_000_000;
		this.function.apply(number, other);
		return new WeakReference<>(number);
	}

	private WeakReference<Object> applyForgottenFunction() {
		Function<Object, Object> forgotten = this.memoizers.memoize("forgotten", (argument) -> new Object());
		return new WeakReference<>(forgotten.apply(this));
	}

	private void keepItself(MemoFamily family) {
		Memo<Object> memo = family.create();
		memo.get(() -> memo, this);
	}

}
