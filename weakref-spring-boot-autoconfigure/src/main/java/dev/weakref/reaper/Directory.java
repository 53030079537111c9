package dev.weakref.reaper;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * Things by name that come and go, and who is to be told of it.
 * <p>
 * A thing has two parts: the one its users hold, which is held weakly here, and the one
 * that is managed, which is what meters and endpoint see. A thing goes when it is removed
 * or when the part its users hold has been collected.
 *
 * @param <M> the type of what is managed
 */
public final class Directory<M> {

	private final ConcurrentMap<String, Entry<M>> entries = new ConcurrentSkipListMap<>();

	private final List<DirectoryListener<? super M>> listeners = new CopyOnWriteArrayList<>();

	private final Reaper reaper;

	/**
	 * Create an empty directory.
	 * @param reaper tells when a thing has been collected
	 */
	public Directory(Reaper reaper) {
		this.reaper = reaper;
	}

	/**
	 * Add a thing. Adding it again has no effect.
	 * @param name its name
	 * @param managed what is managed of it
	 * @param owner what its users hold; may be the same
	 * @throws DuplicateNameException if another thing has that name
	 */
	public void add(String name, M managed, Object owner) {
		Entry<M> entry = new Entry<>(name, managed, new WeakReference<>(owner));
		Entry<M> other = this.entries.putIfAbsent(name, entry);
		while (other != null) {
			if (other.managed == managed) {
				return;
			}
			if (!other.isCollected()) {
				throw new DuplicateNameException(name);
			}
			remove(other);
			other = this.entries.putIfAbsent(name, entry);
		}
		if (managed != owner) {
			this.reaper.onCollected(owner, () -> remove(entry));
		}
		this.listeners.forEach((listener) -> added(entry, listener));
	}

	/**
	 * Remove a thing. It stays usable where it is held.
	 * @param name its name
	 * @return whether there was one
	 */
	public boolean remove(String name) {
		Entry<M> entry = this.entries.get(name);
		return entry != null && remove(entry);
	}

	/**
	 * What is managed of a thing.
	 * @param name its name
	 * @return the managed part, or {@code null} if there is none
	 */
	public @Nullable M find(String name) {
		Entry<M> entry = this.entries.get(name);
		return (entry != null) ? entry.managed : null;
	}

	/**
	 * What the users of a thing hold.
	 * @param name its name
	 * @return the part they hold, or {@code null} if there is none
	 */
	public @Nullable Object owner(String name) {
		Entry<M> entry = this.entries.get(name);
		return (entry != null) ? entry.owner.get() : null;
	}

	/**
	 * What is managed of all things, sorted by name.
	 * @return a snapshot
	 */
	public List<M> all() {
		return this.entries.values().stream().map(Entry::managed).toList();
	}

	/**
	 * Tell a listener which things there are, and from now on which come and go.
	 * @param listener the listener
	 * @return to stop telling it
	 */
	public Registration addListener(DirectoryListener<? super M> listener) {
		this.listeners.add(listener);
		this.entries.values().forEach((entry) -> added(entry, listener));
		return () -> this.listeners.remove(listener);
	}

	/**
	 * Another thread may have told the listener that the thing is gone before it learns
	 * from here that it has come.
	 */
	private void added(Entry<M> entry, DirectoryListener<? super M> listener) {
		listener.added(entry.managed);
		if (this.entries.get(entry.name) != entry) {
			listener.removed(entry.managed);
		}
	}

	private boolean remove(Entry<M> entry) {
		boolean removed = this.entries.remove(entry.name, entry);
		if (removed) {
			this.listeners.forEach((listener) -> listener.removed(entry.managed));
		}
		return removed;
	}

	private record Entry<M>(String name, M managed, WeakReference<Object> owner) {

		boolean isCollected() {
			return this.owner.refersTo(null);
		}

	}

}
