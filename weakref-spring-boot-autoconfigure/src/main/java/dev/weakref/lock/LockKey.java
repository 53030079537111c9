package dev.weakref.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * The key of a lock as the table holds it. A table refers weakly to its locks but
 * strongly to their keys, so a lock that is referred to from here stays where it is.
 */
final class LockKey {

	private static final VarHandle LOCK;

	static {
		try {
			LOCK = MethodHandles.lookup().findVarHandle(LockKey.class, "lock", KeyLock.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final Object key;

	/** Written by who holds the lock, read by who counts; so it needs no order. */
	@SuppressWarnings("unused")
	private @Nullable KeyLock lock;

	LockKey(Object key) {
		this.key = key;
	}

	/**
	 * Keep the lock until it is dropped.
	 */
	void keep(KeyLock lock) {
		LOCK.setOpaque(this, lock);
	}

	/**
	 * Leave the lock to those who refer to it.
	 */
	void drop() {
		LOCK.setOpaque(this, null);
	}

	/**
	 * The lock that is kept.
	 * @return the lock, or {@code null} if none is
	 */
	@Nullable KeyLock kept() {
		return (KeyLock) LOCK.getOpaque(this);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof LockKey that && this.key.equals(that.key);
	}

	@Override
	public int hashCode() {
		return this.key.hashCode();
	}

}
