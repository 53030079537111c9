package dev.weakref.memo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * The place of one result: empty, filled, or ended.
 */
final class Leaf implements Node {

	private static final VarHandle CONTENT = content(MethodHandles.lookup());

	/** The result or a mark in its place, or {@code null} if there is none yet. */
	private volatile @Nullable Object content;

	/**
	 * Returns the content to give to {@link #value}, or {@code null} if there is no
	 * result.
	 */
	@Nullable Object kept() {
		Object content = this.content;
		return (content != Mark.ENDED) ? content : null;
	}

	/**
	 * Keeps a result, unless there is one or this leaf has ended.
	 * @return whether it was kept
	 */
	boolean keep(@Nullable Object value) {
		return CONTENT.compareAndSet(this, null, (value != null) ? value : Mark.NULL);
	}

	/**
	 * Removes a result. Another one can be kept.
	 * @return whether it was there
	 */
	boolean remove(Object value) {
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
	 * Returns the result that a content stands for.
	 */
	static @Nullable Object value(Object content) {
		return (content != Mark.NULL) ? content : null;
	}

	private static VarHandle content(MethodHandles.Lookup lookup) {
		try {
			return lookup.findVarHandle(Leaf.class, "content", Object.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private enum Mark {

		/** The result is null. */
		NULL,

		/** No result is kept any more. */
		ENDED

	}

}
