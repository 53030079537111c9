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
 * Remembers results by their arguments, each for as long as all of its arguments live.
 * <p>
 * For each list of arguments one thread computes while the others wait and are given the
 * same result, or see the same exception. No lock is held meanwhile. A {@code null} is
 * remembered like any other result. What is thrown is not remembered: the next one who
 * asks computes anew. The same goes for a {@link CompletionStage} that fails.
 * <p>
 * Arguments compare as the memo was told to. Those that are never collected or are shared
 * by value, such as numbers, enum constants and {@code null}, compare by equality in any
 * case, and are held for as long as the other arguments live, or as long as the memo if
 * there are no others.
 * <p>
 * <strong>A result must not hold one of its arguments</strong>: it is held for as long as
 * they live, so that both would stay as long as the memo. Where that is found, it is
 * mentioned in the log once. Found is what
 * {@link dev.weakref.suitability.Suitability#findCapture} finds.
 * <p>
 * Safe for use by any number of threads.
 *
 * @param <R> the type of results
 */
public final class Memo<R> {

	private final MemoFamily family;

	private final Tally tally;

	private volatile ResultTree tree;

	Memo(MemoFamily family, Tally tally) {
		this.family = family;
		this.tally = tally;
		this.tree = new ResultTree(family, tally);
	}

	/**
	 * The result for some arguments, computed now if it is not remembered.
	 * @param computation gives the result; must not ask for the result of the same
	 * arguments
	 * @param arguments the arguments, as many as the memo was made for
	 * @param <X> what the computation may throw
	 * @return the result
	 * @throws IllegalArgumentException if there are more or fewer arguments than the memo
	 * was made for
	 * @throws X whatever the computation throws, as it is
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
		Result result = this.tree.find(known);
		Object kept = (result != null) ? result.kept() : null;
		if (kept != null) {
			this.family.hit();
			return (R) Result.value(kept);
		}
		this.family.miss();
		return (R) compute(computation, known);
	}

	/**
	 * Weak proxies among the arguments stand for the objects behind them, with which
	 * their result stays.
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
	 * Forget all results. One that is being computed meanwhile still answers those who
	 * wait for it but is not remembered.
	 */
	public void forgetAll() {
		ResultTree old = this.tree;
		this.tree = new ResultTree(this.family, this.tally);
		this.tally.forgotten(old.end());
	}

	long live() {
		return this.tree.live();
	}

	long estimatedSize() {
		return this.tally.size();
	}

	private @Nullable Object compute(Computation<?, ?> computation, @Nullable Object[] arguments) {
		ResultTree tree = this.tree;
		Result result = tree.locate(arguments);
		Claims<Outcome<@Nullable Object>> claims = this.family.claims();
		Claim<Outcome<@Nullable Object>> claim = claim(claims, result);
		if (!claim.isOwn()) {
			return await(claims, claim).get();
		}
		Outcome<@Nullable Object> outcome = null;
		try {
			Object kept = result.kept();
			outcome = Outcome.of((kept != null) ? Result.value(kept) : computed(computation, arguments, result, tree));
		}
		catch (Throwable ex) {
			outcome = Outcome.failed(ex);
		}
		claims.end(claim, outcome);
		Reference.reachabilityFence(arguments);
		return outcome.get();
	}

	private @Nullable Object computed(Computation<?, ?> computation, @Nullable Object[] arguments, Result result,
			ResultTree tree) throws Throwable {
		Object value = this.family.run(computation);
		if (result.keep(value)) {
			this.tally.kept();
			if (tree != this.tree) {
				this.tally.forgotten(result.end());
			}
			this.family.check(value, arguments, tree.lastingWays());
			if (value instanceof CompletionStage<?> stage) {
				forgetIfItFails(stage, result);
			}
		}
		return value;
	}

	private void forgetIfItFails(CompletionStage<?> stage, Result result) {
		Tally tally = this.tally;
		stage.whenComplete((value, failure) -> {
			if (failure != null && result.forget(stage)) {
				tally.forgotten(1);
			}
		});
	}

	private Claim<Outcome<@Nullable Object>> claim(Claims<Outcome<@Nullable Object>> claims, Result result) {
		try {
			return claims.claim(result);
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
