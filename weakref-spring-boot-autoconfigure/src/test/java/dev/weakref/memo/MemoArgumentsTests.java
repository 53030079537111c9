package dev.weakref.memo;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.weakref.collection.KeyEquality;
import dev.weakref.memo.MemoizersTests.Document;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for how the arguments of memoized functions are told apart.
 */
class MemoArgumentsTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final Memoizers memoizers = new Memoizers(this.reaper);

	private final List<Object> computed = new ArrayList<>();

	private final Document document = new Document("draft");

	@Test
	void equalArgumentsShareAResult() {
		Function<Document, Object> function = this.memoizers.memoize("titles", this::compute);
		assertThat(function.apply(new Document("draft"))).isSameAs(function.apply(new Document("draft")));
		assertThat(function.apply(new Document("final"))).isNotSameAs(function.apply(new Document("draft")));
		assertThat(this.computed).hasSize(2);
	}

	@Test
	void equalArgumentsDoNotShareAResultWhereTheyCompareByIdentity() {
		Function<Document, Object> function = this.memoizers.memoize("titles", KeyEquality.IDENTITY, this::compute);
		Document other = new Document("draft");
		assertThat(function.apply(this.document)).isNotSameAs(function.apply(other))
			.isSameAs(function.apply(this.document));
		assertThat(this.computed).hasSize(2);
	}

	@Test
	void argumentsWithoutIdentityCompareByEqualityInAnyCase() {
		Function<Integer, Object> function = this.memoizers.memoize("squares", KeyEquality.IDENTITY, this::compute);
		assertThat(function.apply(Integer.valueOf(1_000_000))).isSameAs(function.apply(Integer.valueOf(1_000_000)));
		assertThat(this.computed).containsExactly(1_000_000);
	}

	@Test
	void eachPairOfArgumentsHasItsResult() {
		BiFunction<Object, Object, Object> function = this.memoizers.memoizeBiFunction("pairs", this::compute);
		Document other = new Document("final");
		List<Object> one = List.of(this.document, other, 5, 7);
		for (Object first : one) {
			for (Object second : one) {
				assertThat(function.apply(first, second)).isSameAs(function.apply(first, second));
			}
		}
		assertThat(this.computed).hasSize(one.size() * one.size()).doesNotHaveDuplicates();
	}

	@Test
	void nullIsAnArgumentLikeAnyOther() {
		BiFunction<Object, Object, Object> function = this.memoizers.memoizeBiFunction("pairs", this::compute);
		function.apply(null, this.document);
		function.apply(this.document, null);
		function.apply(null, null);
		function.apply(null, this.document);
		function.apply(this.document, null);
		function.apply(null, null);
		assertThat(this.computed).containsExactly("null and " + this.document, this.document + " and null",
				"null and null");
	}

	@Test
	void anotherNumberOfArgumentsIsRefused() {
		Memo<Object> memo = this.memoizers.createFamily("pairs", 2, KeyEquality.EQUALS).create();
		assertThatIllegalArgumentException().isThrownBy(() -> memo.get(Object::new, this))
			.withMessage("pairs takes 2 arguments, but was given 1");
		assertThatIllegalArgumentException().isThrownBy(() -> memo.get(Object::new, this, this, this));
		assertThat(memo.get(Object::new, this, this)).isNotNull();
	}

	@Test
	void anArgumentThatChangesIsGivenNoResultFromBefore() {
		Function<Object, String> function = this.memoizers.memoize("texts", String::valueOf);
		List<Integer> first = new ArrayList<>(List.of(1));
		assertThat(function.apply(first)).isEqualTo("[1]");
		first.add(2);
		assertThat(function.apply(first)).isEqualTo("[1, 2]");
		first.add(3);
		assertThat(function.apply(new ArrayList<>(List.of(0)))).isEqualTo("[0]");
		assertThat(function.apply(first)).isEqualTo("[1, 2, 3]");
	}

	@Test
	void anArgumentThatHasNoHashCodeAnyMoreDisturbsNoOther() {
		Function<Object, String> function = this.memoizers.memoize("texts", (argument) -> "text");
		AtomicBoolean open = new AtomicBoolean(true);
		Object lazy = new Object() {

			@Override
			public int hashCode() {
				if (!open.get()) {
					throw new IllegalStateException("no session");
				}
				return 1;
			}

		};
		assertThat(function.apply(lazy)).isEqualTo("text");
		open.set(false);
		assertThat(function.apply(this)).isEqualTo("text");
		assertThat(this.memoizers.directory().find("texts").estimatedSize()).isOne();
		Reference.reachabilityFence(lazy);
	}

	@Test
	void sixtyFourArgumentsAreToldApart() {
		Memo<Object> memo = this.memoizers.createFamily("many", 64, KeyEquality.EQUALS).create();
		Object[] numbers = new Object[64];
		Object result = memo.get(Object::new, numbers);
		assertThat(memo.get(Object::new, numbers)).isSameAs(result);
		numbers[63] = 1;
		assertThat(memo.get(Object::new, numbers)).isNotSameAs(result);
	}

	private Object compute(Object argument) {
		this.computed.add(argument);
		return new Object();
	}

	private Object compute(Object first, Object second) {
		this.computed.add(first + " and " + second);
		return new Object();
	}

}
