package dev.weakref.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * The key of a lock in the table. The table refers weakly to its locks but strongly to
 * their keys, so a lock that its key refers to is not collected.
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

	/** Written by the holder of the lock and read by counting threads, in any order. */
	@SuppressWarnings("unused")
	private @Nullable KeyLock lock;

	LockKey(Object key) {
		this.key = key;
	}

	/**
	 * Refers to the lock until {@link #drop()}.
	 */
	void keep(KeyLock lock) {
		LOCK.setOpaque(this, lock);
	}

	/**
	 * Stops referring to the lock.
	 */
	void drop() {
		LOCK.setOpaque(this, null);
	}

	/**
	 * Returns the lock that this key refers to.
	 * @return the lock, or {@code null} if there is none
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
