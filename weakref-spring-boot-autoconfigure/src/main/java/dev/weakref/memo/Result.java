package dev.weakref.memo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * Where a way ends: there is a result, or not yet, or never again.
 */
final class Result implements Step {

	private static final VarHandle CONTENT = content(MethodHandles.lookup());

	/** The result or a mark in its place, or {@code null} if there is none yet. */
	private volatile @Nullable Object content;

	/**
	 * The result or a mark, or {@code null} if there is no result.
	 */
	@Nullable Object kept() {
		Object content = this.content;
		return (content != Mark.ENDED) ? content : null;
	}

	/**
	 * Keep a result, unless there is one or nothing more is to be kept.
	 * @return whether it was done
	 */
	boolean keep(@Nullable Object value) {
		return CONTENT.compareAndSet(this, null, (value != null) ? value : Mark.NULL);
	}

	/**
	 * Forget a result; another one may be kept.
	 * @return whether it was there
	 */
	boolean forget(Object value) {
		return CONTENT.compareAndSet(this, value, null);
	}

	@Override
	public long live() {
		return (kept() != null) ? 1 : 0;
	}

	@Override
	public long end() {
		Object content = CONTENT.getAndSet(this, Mark.ENDED);
		return (content != null && content != Mark.ENDED) ? 1 : 0;
	}

	/**
	 * What a content stands for.
	 */
	static @Nullable Object value(Object content) {
		return (content != Mark.NULL) ? content : null;
	}

	private static VarHandle content(MethodHandles.Lookup lookup) {
		try {
			return lookup.findVarHandle(Result.class, "content", Object.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private enum Mark {

		/** The result is null. */
		NULL,

		/** Nothing is kept here any more. */
		ENDED

	}

}
