package dev.weakref.reaper;

import java.lang.ref.Reference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.weakref.Registration;

/**
 * Weak references that are held here, each with an attachment, until their referent has
 * been collected or their registration is closed.
 *
 * @param <T> the type of the referents
 * @param <A> the type of the attachments, which must not reach the referents
 */
final class ReapedReferences<T, A> {

	private final Set<Entry<T, A>> entries = ConcurrentHashMap.newKeySet();

	private final Consumer<? super A> onCollected;

	/**
	 * Creates an empty set.
	 * @param onCollected gets the attachment after its referent has been collected
	 */
	ReapedReferences(Consumer<? super A> onCollected) {
		this.onCollected = onCollected;
	}

	Registration add(T referent, A attachment, Reaper reaper) {
		Entry<T, A> entry = new Entry<>(this, referent, attachment, reaper);
		this.entries.add(entry);
		Reference.reachabilityFence(referent);
		return () -> this.entries.remove(entry);
	}

	Set<Entry<T, A>> entries() {
		return this.entries;
	}

	/**
	 * A weak reference with its attachment.
	 */
	static final class Entry<T, A> extends ReapedReference<T> {

		private final ReapedReferences<T, A> owner;

		final A attachment;

		private Entry(ReapedReferences<T, A> owner, T referent, A attachment, Reaper reaper) {
			super(referent, reaper);
			this.owner = owner;
			this.attachment = attachment;
		}

		@Override
		protected void reap() {
			if (this.owner.entries.remove(this)) {
				this.owner.onCollected.accept(this.attachment);
			}
		}

	}

}
