package dev.weakref.reaper;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * User code that runs after a collection, as an element of a linked list. Its successors
 * belong to the same object and run after it.
 *
 * @see Callbacks#submit(Callback)
 * @hidden
 */
@Internal
public abstract class Callback {

	private @Nullable Callback next;

	static Callback of(CallbackSource source, Object code, Runnable call) {
		return new Callback() {

			@Override
			protected CallbackSource source() {
				return source;
			}

			@Override
			protected Object code() {
				return code;
			}

			@Override
			protected boolean run() {
				call.run();
				return true;
			}

		};
	}

	/**
	 * Returns the successor in the list.
	 * @return the callback, or {@code null} if this is the last
	 */
	protected final @Nullable Callback next() {
		return this.next;
	}

	/**
	 * Sets the successor in the list. Not to be called once this callback has been
	 * submitted.
	 * @param next the callback, or {@code null} for none
	 */
	protected final void setNext(@Nullable Callback next) {
		this.next = next;
	}

	/**
	 * Returns the source that counts this callback.
	 * @return the source
	 */
	protected abstract CallbackSource source();

	/**
	 * Returns the user code that {@link #run()} runs. Reports name its class. Called
	 * before {@link #run()}.
	 * @return the user code, or {@code null} if there is nothing left to run
	 */
	protected abstract @Nullable Object code();

	/**
	 * Returns the class of the collected object, which reports name.
	 * @return the class, or {@code null} if it is not known
	 */
	protected @Nullable Class<?> referentType() {
		return null;
	}

	/**
	 * Runs the user code unless it was run before. An exception is counted and reported,
	 * and does not keep the successors from running.
	 * @return whether it was run
	 */
	protected abstract boolean run();

	/**
	 * Removes and returns the successor, so that a holder of this callback does not hold
	 * the rest of the list.
	 */
	final @Nullable Callback takeNext() {
		Callback next = this.next;
		this.next = null;
		return next;
	}

}
