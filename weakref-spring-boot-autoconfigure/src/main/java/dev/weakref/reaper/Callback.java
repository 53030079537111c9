package dev.weakref.reaper;

import org.jspecify.annotations.Nullable;

/**
 * User code that follows a collection, as a link of a list: those behind it belong to the
 * same object and run after it.
 *
 * @see Callbacks#submit(Callback, long)
 */
public abstract class Callback {

	private @Nullable Callback next;

	/**
	 * The callback behind this one.
	 * @return the callback, or {@code null} if this is the last
	 */
	protected final @Nullable Callback next() {
		return this.next;
	}

	/**
	 * Put another callback behind this one. Not once this one has been submitted.
	 * @param next the callback, or {@code null} for none
	 */
	protected final void setNext(@Nullable Callback next) {
		this.next = next;
	}

	/**
	 * Whose callback it is.
	 * @return the source
	 */
	protected abstract CallbackSource source();

	/**
	 * The user code that {@link #run()} runs. Reports name its class. Asked for before it
	 * runs.
	 * @return the user code, or {@code null} if there is nothing left to do
	 */
	protected abstract @Nullable Object code();

	/**
	 * The class of the collected object, which reports name.
	 * @return the class, or {@code null} if it is not known
	 */
	protected @Nullable Class<?> referentType() {
		return null;
	}

	/**
	 * Run the user code if there still is something to do. What it throws is counted and
	 * reported, and does not keep those behind it from running.
	 * @return whether there was
	 */
	protected abstract boolean run();

	/**
	 * Cut the list behind this callback, so that who holds it does not hold the others.
	 */
	final @Nullable Callback takeNext() {
		Callback next = this.next;
		this.next = null;
		return next;
	}

}
