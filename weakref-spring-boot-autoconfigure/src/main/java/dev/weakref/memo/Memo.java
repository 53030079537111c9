package dev.weakref.memo;

import java.lang.ref.Reference;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import dev.weakref.singleflight.Claim;
import dev.weakref.singleflight.Claims;
import dev.weakref.singleflight.Outcome;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Remembers results by their arguments. Each result is held as long as all of its
 * arguments live.
 * <p>
 * For each list of arguments one thread computes. The others wait and get the same result
 * or the same exception. No lock is held meanwhile. A {@code null} is remembered like any
 * other result. An exception is not remembered: the next call computes again. A
 * {@link CompletionStage} is forgotten when it fails.
 * <p>
 * Arguments compare by the rule of the memo. Arguments that are never collected or are
 * shared by value, such as numbers, enum constants and {@code null}, always compare by
 * equality. They are held as long as the other arguments live, or as long as the memo if
 * there are no others.
 * <p>
 * <strong>A result must not hold one of its arguments</strong>: it is held as long as
 * they live, so both would live as long as the memo. The log mentions the first such
 * result that {@link dev.weakref.suitability.Suitability#findCapture} finds.
 * <p>
 * Safe for use by any number of threads.
 *
 * @param <R> the type of results
 */
public final class Memo<R> {

	private final MemoFamily family;

	private final MemoCounters counters;

	private volatile MemoTree tree;

	Memo(MemoFamily family, MemoCounters counters) {
		this.family = family;
		this.counters = counters;
		this.tree = new MemoTree(family, counters);
	}

	/**
	 * Returns the result for some arguments, and computes it if it is not remembered.
	 * @param computation gives the result; must not ask for the result of the same
	 * arguments
	 * @param arguments the arguments, as many as the memo was made for
	 * @param <X> what the computation may throw
	 * @return the result
	 * @throws IllegalArgumentException if there are more or fewer arguments than the memo
	 * was made for
	 * @throws X the exception of the computation, as it is
	 * @throws RecursiveComputationException if the computation asks, itself or through
	 * others, for its own result
	 */
	@SuppressWarnings("unchecked")
	public <X extends Throwable> @Nullable R get(Computation<? extends R, X> computation, @Nullable Object... arguments)
			throws X {
		Objects.requireNonNull(computation, "'computation' must not be null");
		Objects.requireNonNull(arguments, "'arguments' must not be null");
		if (arguments.length != this.family.arity()) {
			throw new IllegalArgumentException(this.family.name() + " takes " + this.family.arity()
					+ " arguments, but was given " + arguments.length);
		}
		@Nullable Object[] known = referents(arguments);
		Leaf leaf = this.tree.find(known);
		Object kept = (leaf != null) ? leaf.kept() : null;
		if (kept != null) {
			this.family.hit();
			return (R) Leaf.value(kept);
		}
		this.family.miss();
		return (R) compute(computation, known);
	}

	/**
	 * Replaces weak proxies among the arguments by the objects behind them.
	 */
	private static @Nullable Object[] referents(@Nullable Object[] arguments) {
		@Nullable Object[] referents = arguments;
		for (int i = 0; i < arguments.length; i++) {
			Object argument = arguments[i];
			Object referent = (argument != null) ? OwnProxies.referent(argument) : null;
			if (referent != argument) {
				referents = (referents == arguments) ? arguments.clone() : referents;
				referents[i] = referent;
			}
		}
		return referents;
	}

	/**
	 * Forgets all results. A result that is being computed meanwhile is still given to
	 * the callers that wait for it, but is not remembered.
	 */
	public void forgetAll() {
		MemoTree old = this.tree;
		this.tree = new MemoTree(this.family, this.counters);
		this.counters.removed(old.end());
	}

	long live() {
		return this.tree.live();
	}

	long estimatedSize() {
		return this.counters.size();
	}

	private @Nullable Object compute(Computation<?, ?> computation, @Nullable Object[] arguments) {
		MemoTree tree = this.tree;
		Leaf leaf = tree.findOrAdd(arguments);
		Claims<Outcome<@Nullable Object>> claims = this.family.claims();
		Claim<Outcome<@Nullable Object>> claim = claim(claims, leaf);
		if (!claim.isOwn()) {
			return await(claims, claim).get();
		}
		Outcome<@Nullable Object> outcome = null;
		try {
			Object kept = leaf.kept();
			outcome = Outcome.of((kept != null) ? Leaf.value(kept) : computed(computation, arguments, leaf, tree));
		}
		catch (Throwable ex) {
			outcome = Outcome.failed(ex);
		}
		claims.end(claim, outcome);
		Reference.reachabilityFence(arguments);
		return outcome.get();
	}

	private @Nullable Object computed(Computation<?, ?> computation, @Nullable Object[] arguments, Leaf leaf,
			MemoTree tree) throws Throwable {
		Object value = this.family.run(computation);
		if (leaf.keep(value)) {
			this.counters.kept();
			if (tree != this.tree) {
				this.counters.removed(leaf.end());
			}
			this.family.check(value, arguments, tree.lastingLeaves());
			if (value instanceof CompletionStage<?> stage) {
				forgetIfItFails(stage, leaf);
			}
		}
		return value;
	}

	private void forgetIfItFails(CompletionStage<?> stage, Leaf leaf) {
		MemoCounters counters = this.counters;
		stage.whenComplete((value, failure) -> {
			if (failure != null && leaf.remove(stage)) {
				counters.removed(1);
			}
		});
	}

	private Claim<Outcome<@Nullable Object>> claim(Claims<Outcome<@Nullable Object>> claims, Leaf leaf) {
		try {
			return claims.claim(leaf);
		}
		catch (RecursiveComputationException ex) {
			throw this.family.recursion();
		}
	}

	private Outcome<@Nullable Object> await(Claims<Outcome<@Nullable Object>> claims,
			Claim<Outcome<@Nullable Object>> claim) {
		try {
			return claims.await(claim);
		}
		catch (RecursiveComputationException ex) {
			throw this.family.recursion();
		}
	}

}
