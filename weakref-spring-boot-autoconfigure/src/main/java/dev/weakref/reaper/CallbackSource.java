package dev.weakref.reaper;

import java.util.concurrent.atomic.LongAdder;

import dev.weakref.Internal;
import dev.weakref.Kind;
import dev.weakref.WarnOnce;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The owner of callbacks, such as a cache: its kind, its name, and how many of its
 * callbacks have succeeded and failed.
 * <p>
 * Instances compare by identity; each cache, registry or signal has one.
 */
public final class CallbackSource {

	private final Kind kind;

	private final @Nullable String name;

	private final LongAdder succeeded = new LongAdder();

	private final LongAdder failed = new LongAdder();

	/** Keyed by the class names of callbacks. */
	private final WarnOnce failures = new WarnOnce(LoggerFactory.getLogger(Callbacks.class));

	private final WarnOnce slowOnes = new WarnOnce(LoggerFactory.getLogger(Callbacks.class));

	private CallbackSource(Kind kind, @Nullable String name) {
		this.kind = kind;
		this.name = name;
	}

	/**
	 * Creates a source that has a name.
	 * @param kind the kind
	 * @param name the name
	 * @return a new source
	 * @hidden
	 */
	@Internal
	public static CallbackSource of(Kind kind, String name) {
		return new CallbackSource(kind, name);
	}

	/**
	 * Creates a source that has no name.
	 * @param kind the kind
	 * @return a new source
	 * @hidden
	 */
	@Internal
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
	 * Returns how many callbacks have returned normally.
	 * @return the number so far
	 */
	public long succeeded() {
		return this.succeeded.sum();
	}

	/**
	 * Returns how many callbacks have thrown an exception.
	 * @return the number so far
	 */
	public long failed() {
		return this.failed.sum();
	}

	WarnOnce failures() {
		return this.failures;
	}

	WarnOnce slowOnes() {
		return this.slowOnes;
	}

	void count(@Nullable Throwable failure) {
		((failure != null) ? this.failed : this.succeeded).increment();
	}

	/**
	 * Returns the kind, followed by the name if there is one: {@code cache images}.
	 */
	@Override
	public String toString() {
		return (this.name != null) ? this.kind + " " + this.name : this.kind.toString();
	}

}
