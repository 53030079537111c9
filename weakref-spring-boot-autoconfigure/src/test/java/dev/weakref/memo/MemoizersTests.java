package dev.weakref.memo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;

import ch.qos.logback.classic.Level;
import dev.weakref.collection.KeyEquality;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.reaper.Reaper;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.suitability.LastingObjects;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link Memoizers}, without a collector.
 */
class MemoizersTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final Memoizers memoizers = new Memoizers(this.reaper);

	private final List<Object> computed = new ArrayList<>();

	private final Document document = new Document("draft");

	@Test
	void aResultIsComputedOnce() {
		Function<Document, Object> function = this.memoizers.memoize("titles", this::compute);
		Object result = function.apply(this.document);
		assertThat(function.apply(this.document)).isSameAs(result);
		assertThat(this.computed).containsExactly(this.document);
	}

	@Test
	void nullIsRememberedLikeAnyResult() {
		Function<Document, Object> function = this.memoizers.memoize("nothing", (document) -> {
			this.computed.add(document);
			return null;
		});
		assertThat(function.apply(this.document)).isNull();
		assertThat(function.apply(this.document)).isNull();
		assertThat(this.computed).hasSize(1);
	}

	@Test
	void aFunctionOfNothingHasOneResult() {
		Memo<Object> memo = this.memoizers.createFamily("rates", 0, KeyEquality.EQUALS).create();
		Object result = memo.get(Object::new);
		assertThat(memo.get(Object::new)).isSameAs(result);
		memo.forgetAll();
		assertThat(memo.get(Object::new)).isNotSameAs(result);
	}

	@Test
	void memosOfOneFamilyHaveNothingInCommon() {
		MemoFamily family = this.memoizers.createFamily("titles", 1, KeyEquality.EQUALS);
		Memo<Object> one = family.create();
		Memo<Object> other = family.create();
		assertThat(one.get(Object::new, "a")).isNotSameAs(other.get(Object::new, "a"));
		assertThat(family.liveCount()).isEqualTo(2);
	}

	@Test
	void anExceptionIsNotRemembered() {
		AtomicInteger calls = new AtomicInteger();
		Function<Document, Object> function = this.memoizers.memoize("titles", (document) -> {
			if (calls.incrementAndGet() == 1) {
				throw new IllegalStateException("on purpose");
			}
			return "title";
		});
		assertThatIllegalStateException().isThrownBy(() -> function.apply(this.document)).withMessage("on purpose");
		assertThat(function.apply(this.document)).isEqualTo("title");
		assertThat(statistics("titles").failures()).isOne();
	}

	@Test
	void aFutureThatFailsIsNotRemembered() {
		List<CompletableFuture<String>> futures = new ArrayList<>();
		Function<Document, CompletableFuture<String>> function = this.memoizers.memoize("titles", (document) -> {
			CompletableFuture<String> future = new CompletableFuture<>();
			futures.add(future);
			return future;
		});
		CompletableFuture<String> failed = function.apply(this.document);
		assertThat(function.apply(this.document)).isSameAs(failed);
		failed.completeExceptionally(new IllegalStateException("on purpose"));
		assertThat(this.memoizers.directory().find("titles").estimatedSize()).isZero();
		CompletableFuture<String> kept = function.apply(this.document);
		assertThat(kept).isNotSameAs(failed);
		kept.complete("title");
		assertThat(function.apply(this.document)).isSameAs(kept);
		assertThat(futures).hasSize(2);
	}

	@Test
	void aFunctionMayAskForItsResultForOtherArguments() {
		Fibonacci fibonacci = new Fibonacci();
		fibonacci.function = this.memoizers.memoize("fibonacci", fibonacci::compute);
		assertThat(fibonacci.function.apply(80)).isEqualTo(23416728348467685L);
		assertThat(fibonacci.calls).isEqualTo(81);
	}

	@Test
	void aFunctionThatAsksForItsOwnResultIsToldSo() {
		List<Function<Document, Object>> self = new ArrayList<>();
		Function<Document, Object> function = this.memoizers.memoize("titles",
				(document) -> self.get(0).apply(document));
		self.add(function);
		assertThatExceptionOfType(RecursiveComputationException.class).isThrownBy(() -> function.apply(this.document))
			.withMessage("The result of 'titles' is being computed by this thread, or by one that waits for it: "
					+ "a computation must not ask for its own result")
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("titles"));
	}

	@Test
	void hitsAndMissesAreCounted() {
		Function<Document, Object> function = this.memoizers.memoize("titles", this::compute);
		function.apply(this.document);
		function.apply(this.document);
		function.apply(new Document("draft"));
		assertThat(statistics("titles")).isEqualTo(new MemoStatistics(2, 1, 0, 0));
	}

	@Test
	void allResultsCanBeForgotten() {
		Function<Object, Object> function = this.memoizers.memoize("titles", this::compute);
		function.apply(this.document);
		function.apply(5);
		ManagedMemo managed = this.memoizers.directory().find("titles");
		assertThat(managed.liveCount()).isEqualTo(2);
		managed.forgetAll();
		assertThat(managed.liveCount()).isZero();
		assertThat(managed.estimatedSize()).isZero();
		function.apply(this.document);
		assertThat(this.computed).containsExactly(this.document, 5, this.document);
		assertThat(statistics("titles").collected()).isZero();
	}

	@Test
	void aResultThatIsBeingComputedWhenAllAreForgottenIsNotRemembered() {
		Function<Document, Object> function = this.memoizers.memoize("titles", (document) -> {
			if (this.computed.isEmpty()) {
				this.memoizers.directory().find("titles").forgetAll();
			}
			return compute(document);
		});
		Object result = function.apply(this.document);
		assertThat(this.memoizers.directory().find("titles").estimatedSize()).isZero();
		assertThat(function.apply(this.document)).isNotSameAs(result);
		assertThat(this.computed).hasSize(2);
	}

	@Test
	void aNameIsGivenOnce() {
		Function<Document, Object> function = this.memoizers.memoize("titles", this::compute);
		assertThatExceptionOfType(DuplicateNameException.class)
			.isThrownBy(() -> this.memoizers.createFamily("titles", 1, KeyEquality.EQUALS));
		assertThat(this.memoizers.directory().remove("titles")).isTrue();
		this.memoizers.createFamily("titles", 1, KeyEquality.EQUALS);
		assertThat(function.apply(this.document)).isNotNull();
	}

	@Test
	void whatCannotBeMemoizedIsRefused() {
		assertThatNullPointerException()
			.isThrownBy(() -> this.memoizers.memoize("titles", (Function<Object, Object>) null));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.memoizers.createFamily("titles", 65, KeyEquality.EQUALS))
			.withMessage("'titles' has 65 arguments, of which there can be 64 at most");
		assertThat(this.memoizers.directory().all()).isEmpty();
	}

	@Test
	void aResultThatHoldsItsArgumentIsMentionedOnce() {
		try (LogRecorder log = new LogRecorder(MemoFamily.class)) {
			Function<Document, Object> function = this.memoizers.memoize("windows", Window::new);
			function.apply(this.document);
			function.apply(new Document("other"));
			assertThat(log.messages(Level.WARN)).containsExactly("The result of 'windows', a " + Window.class.getName()
					+ ", holds an argument, a " + Document.class.getName() + ", in its field 'document': it is "
					+ "remembered for as long as that lives, so neither is ever collected. Let the result refer to it "
					+ "weakly, or do not memoize it");
		}
	}

	@Test
	void manyResultsThatNeverGoAreMentionedOnce() {
		try (LogRecorder log = new LogRecorder(MemoFamily.class)) {
			BiFunction<Object, Object, Object> function = this.memoizers.memoizeBiFunction("squares",
					(a, b) -> "result");
			for (int i = 0; i < 9_999; i++) {
				function.apply(i, null);
				function.apply(i, this.document);
			}
			assertThat(log.messages(Level.WARN)).isEmpty();
			function.apply(-1, null);
			function.apply(-2, null);
			assertThat(log.messages(Level.WARN)).containsExactly("'squares' remembers 10000 results whose arguments "
					+ "are never collected, so that it keeps them; a cache with a limit may suit it better");
		}
	}

	@Test
	void manyResultsThatNeverGoMayBeAllowed() {
		try (LogRecorder log = new LogRecorder(MemoFamily.class);
				Reaper allowing = Reaper.builder().lastingObjects(LastingObjects.ALLOW).start()) {
			Function<Integer, Object> function = new Memoizers(allowing).memoize("squares", (number) -> "result");
			for (int i = 0; i < 10_001; i++) {
				function.apply(i);
			}
			assertThat(log.messages(Level.WARN)).isEmpty();
		}
	}

	@Test
	void theTextTellsNeitherArgumentsNorResults() {
		MemoFamily family = this.memoizers.createFamily("titles", 1, KeyEquality.EQUALS);
		Memo<Object> memo = family.create();
		memo.get(() -> "secret", "secret");
		assertThat(family).hasToString("Memo[titles, estimatedSize=1]");
	}

	private MemoStatistics statistics(String name) {
		return this.memoizers.directory().find(name).statistics();
	}

	private Object compute(Object argument) {
		this.computed.add(argument);
		return new Object();
	}

	private Object compute(Object first, Object second) {
		this.computed.add(first + " and " + second);
		return new Object();
	}

	record Document(String title) {

	}

	private record Window(Document document) {

	}

	private static final class Fibonacci {

		private Function<Integer, Long> function;

		private int calls;

		Long compute(int number) {
			this.calls++;
			return (number < 2) ? number : this.function.apply(number - 1) + this.function.apply(number - 2);
		}

	}

}
