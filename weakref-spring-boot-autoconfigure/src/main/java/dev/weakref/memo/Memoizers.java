package dev.weakref.memo;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.weakref.Internal;
import dev.weakref.collection.KeyEquality;
import dev.weakref.directory.Directory;
import dev.weakref.directory.DirectoryHolder;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;
import dev.weakref.singleflight.Claims;
import dev.weakref.singleflight.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Memoizes functions. Each result is remembered until the first of its arguments is
 * collected.
 * <p>
 * Arguments compare by equality unless another rule is given. A result is removed when
 * one of the argument objects that it was computed for is collected, even if equal
 * objects are live. {@link Memo} tells the details.
 * <p>
 * Endpoint and meters show a function until it is {@linkplain Directory#remove removed}
 * or collected. This class does not keep it alive, so the caller must hold it. A function
 * throws the exceptions of the original, and a
 * {@link dev.weakref.singleflight.RecursiveComputationException} if the original asks,
 * itself or through other functions of this instance, for its own result. Safe for use by
 * any number of threads.
 *
 * <pre>{@code
 * Function<Document, Index> indexOf = memoizers.memoize("indexOf", Index::build);
 * }</pre>
 */
public final class Memoizers implements DirectoryHolder {

	private final MutableDirectory<ManagedMemo> directory;

	private final Claims<Outcome<@Nullable Object>> claims = new Claims<>(true);

	private final Reaper reaper;

	/**
	 * Creates an instance without functions.
	 * @param reaper removes the results of collected arguments
	 */
	public Memoizers(Reaper reaper) {
		this.directory = new MutableDirectory<>(reaper);
		this.reaper = reaper;
	}

	/**
	 * Memoizes a function of one argument, which compares by equality.
	 * @param name a name for the function
	 * @param function the function, which is held strongly
	 * @param <A> the type of the argument
	 * @param <R> the type of the result
	 * @return the memoized function, which the caller must hold
	 * @throws DuplicateNameException if the name is taken
	 */
	public <A, R> Function<A, R> memoize(String name, Function<? super A, ? extends R> function) {
		return memoize(name, KeyEquality.EQUALS, function);
	}

	/**
	 * Memoizes a function of one argument.
	 * @param name a name for the function
	 * @param keyEquality when two arguments are the same
	 * @param function the function, which is held strongly
	 * @param <A> the type of the argument
	 * @param <R> the type of the result
	 * @return the memoized function, which the caller must hold
	 * @throws DuplicateNameException if the name is taken
	 */
	@SuppressWarnings("NullAway") // null is passed on as a function without memory would
	public <A, R> Function<A, R> memoize(String name, KeyEquality keyEquality,
			Function<? super A, ? extends R> function) {
		Objects.requireNonNull(function, "'function' must not be null");
		MemoFamily family = family(name, 1, keyEquality);
		Memo<R> memo = family.create();
		Function<A, R> memoized = (argument) -> memo.get(() -> function.apply(argument), argument);
		this.directory.add(name, family, memoized);
		return memoized;
	}

	/**
	 * Memoizes a function of two arguments, which compare by equality.
	 * @param name a name for the function
	 * @param function the function, which is held strongly
	 * @param <A> the type of the first argument
	 * @param <B> the type of the second argument
	 * @param <R> the type of the result
	 * @return the memoized function, which the caller must hold
	 * @throws DuplicateNameException if the name is taken
	 */
	public <A, B, R> BiFunction<A, B, R> memoizeBiFunction(String name,
			BiFunction<? super A, ? super B, ? extends R> function) {
		return memoizeBiFunction(name, KeyEquality.EQUALS, function);
	}

	/**
	 * Memoizes a function of two arguments.
	 * @param name a name for the function
	 * @param keyEquality when two arguments are the same
	 * @param function the function, which is held strongly
	 * @param <A> the type of the first argument
	 * @param <B> the type of the second argument
	 * @param <R> the type of the result
	 * @return the memoized function, which the caller must hold
	 * @throws DuplicateNameException if the name is taken
	 */
	@SuppressWarnings("NullAway") // null is passed on as a function without memory would
	public <A, B, R> BiFunction<A, B, R> memoizeBiFunction(String name, KeyEquality keyEquality,
			BiFunction<? super A, ? super B, ? extends R> function) {
		Objects.requireNonNull(function, "'function' must not be null");
		MemoFamily family = family(name, 2, keyEquality);
		Memo<R> memo = family.create();
		BiFunction<A, B, R> memoized = (first, second) -> memo.get(() -> function.apply(first, second), first, second);
		this.directory.add(name, family, memoized);
		return memoized;
	}

	/**
	 * Creates a family of memos that show under one name.
	 * @param name the name
	 * @param arity how many arguments there are
	 * @param keyEquality when two arguments are the same
	 * @return a family without memos, which shows until it is removed
	 * @throws DuplicateNameException if the name is taken
	 * @hidden
	 */
	@Internal

	public MemoFamily createFamily(String name, int arity, KeyEquality keyEquality) {
		MemoFamily family = family(name, arity, keyEquality);
		this.directory.add(name, family, family);
		return family;
	}

	@Override
	public Directory<ManagedMemo> directory() {
		return this.directory;
	}

	private MemoFamily family(String name, int arity, KeyEquality keyEquality) {
		Objects.requireNonNull(keyEquality, "'keyEquality' must not be null");
		return new MemoFamily(name, arity, keyEquality, this.reaper, this.claims);
	}

}
