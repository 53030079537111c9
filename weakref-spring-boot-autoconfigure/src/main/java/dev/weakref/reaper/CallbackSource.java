package dev.weakref.reaper;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Whose callbacks are run: what kind of thing it is, its name, and how its callbacks
 * fared so far.
 * <p>
 * Instances compare by identity; each cache, registry or signal owns one.
 */
public final class CallbackSource {

	private final Kind kind;

	private final @Nullable String name;

	private final LongAdder succeeded = new LongAdder();

	private final LongAdder failures = new LongAdder();

	/** Classes of callbacks, which are not kept. */
	private final Set<Class<?>> failed = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private final Set<Class<?>> slow = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private CallbackSource(Kind kind, @Nullable String name) {
		this.kind = kind;
		this.name = name;
	}

	/**
	 * Creates a source that has a name.
	 * @param kind the kind
	 * @param name the name
	 * @return a new source
	 */
	public static CallbackSource of(Kind kind, String name) {
		return new CallbackSource(kind, name);
	}

	/**
	 * Creates a source that has no name.
	 * @param kind the kind
	 * @return a new source
	 */
	public static CallbackSource of(Kind kind) {
		return new CallbackSource(kind, null);
	}

	/**
	 * Returns the kind, such as {@link Kind#CACHE}.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * How many callbacks have returned normally.
	 * @return the number so far
	 */
	public long succeeded() {
		return this.succeeded.sum();
	}

	/**
	 * How many callbacks have thrown.
	 * @return the number so far
	 */
	public long failed() {
		return this.failures.sum();
	}

	void countSuccess() {
		this.succeeded.increment();
	}

	void countFailure() {
		this.failures.increment();
	}

	/**
	 * Whether a failure of user code is the first one of its class to be reported.
	 * @param code the class of the user code
	 * @return whether this has not been asked for that class before
	 */
	public boolean isFirstFailureOf(Class<?> code) {
		return this.failed.add(Objects.requireNonNull(code, "'code' must not be null"));
	}

	boolean isFirstSlownessOf(Class<?> code) {
		return this.slow.add(code);
	}

	/**
	 * The kind, followed by the name if there is one: {@code cache images}.
	 */
	@Override
	public String toString() {
		return (this.name != null) ? this.kind + " " + this.name : this.kind.toString();
	}

}
