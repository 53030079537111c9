package dev.weakref.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.weakref.Registration;
import dev.weakref.reaper.Reaper;
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

	private final Map<String, DirectoryEntry<M>> entries = new ConcurrentHashMap<>();

	private final Announcements announcements = new Announcements();

	/** Guards changes of the entries and the listeners, with their announcements. */
	private final Object changes = new Object();

	private volatile List<DirectoryListener<? super M>> listeners = List.of();

	private final Reaper reaper;

	/**
	 * Create an empty directory.
	 * @param reaper tells when a thing has been collected
	 */
	public Directory(Reaper reaper) {
		this.reaper = reaper;
	}

	/**
	 * Check that something can be found by a name.
	 * @param name the name
	 * @return the name
	 * @throws BlankNameException if it is empty or consists of white space
	 */
	public static String requireName(String name) {
		if (requireNonNull(name).isBlank()) {
			throw new BlankNameException(name);
		}
		return name;
	}

	/**
	 * Add a thing. Adding it again has no effect.
	 * @param name its name
	 * @param managed what is managed of it
	 * @param owner what its users hold; may be the same
	 * @throws DuplicateNameException if another thing has that name
	 * @throws BlankNameException if the name is empty or consists of white space
	 */
	public void add(String name, M managed, Object owner) {
		M other = addIfAbsent(name, managed, owner);
		if (other != null && other != managed) {
			throw new DuplicateNameException(name);
		}
	}

	/**
	 * Add a thing unless there is one of that name.
	 * @param name its name
	 * @param managed what is managed of it
	 * @param owner what its users hold; may be the same
	 * @return what is managed of the thing that has the name, or {@code null} if this one
	 * was added
	 * @throws BlankNameException if the name is empty or consists of white space
	 */
	public @Nullable M addIfAbsent(String name, M managed, Object owner) {
		Objects.requireNonNull(managed, "'managed' must not be null");
		Objects.requireNonNull(owner, "'owner' must not be null");
		DirectoryEntry<M> entry = new DirectoryEntry<>(requireName(name), managed, owner);
		synchronized (this.changes) {
			DirectoryEntry<M> other = this.entries.get(name);
			if (other != null && (other.managed() == managed || !other.isCollected())) {
				return other.managed();
			}
			if (other != null) {
				announce((listener) -> listener.removed(other.managed()));
			}
			this.entries.put(name, entry);
			announce((listener) -> listener.added(managed));
		}
		if (managed != owner) {
			entry.watchedBy(this.reaper.onCollected(owner, () -> remove(entry)));
		}
		this.announcements.make();
		return null;
	}

	/**
	 * Remove a thing. It stays usable where it is held.
	 * @param name its name
	 * @return whether there was one
	 */
	public boolean remove(String name) {
		DirectoryEntry<M> entry = entry(name);
		return entry != null && remove(entry);
	}

	/**
	 * Remove a thing, unless another one has its name.
	 * @param name its name
	 * @param managed what is managed of it
	 * @return whether it was there
	 */
	public boolean remove(String name, M managed) {
		Objects.requireNonNull(managed, "'managed' must not be null");
		DirectoryEntry<M> entry = entry(name);
		return entry != null && entry.managed() == managed && remove(entry);
	}

	/**
	 * What is managed of a thing.
	 * @param name its name
	 * @return the managed part, or {@code null} if there is none
	 */
	public @Nullable M find(String name) {
		DirectoryEntry<M> entry = entry(name);
		return (entry != null) ? entry.managed() : null;
	}

	/**
	 * What the users of a thing hold.
	 * @param name its name
	 * @return the part they hold, or {@code null} if there is none
	 */
	public @Nullable Object owner(String name) {
		DirectoryEntry<M> entry = entry(name);
		return (entry != null) ? entry.owner() : null;
	}

	/**
	 * What is managed of all things, sorted by name.
	 * @return a snapshot
	 */
	public List<M> all() {
		return this.entries.values()
			.stream()
			.sorted(Comparator.comparing(DirectoryEntry::name))
			.map(DirectoryEntry::managed)
			.toList();
	}

	/**
	 * Tell a listener which things there are, and from now on which come and go. When the
	 * registration is closed, it is told that all have gone, and then no more.
	 * @param listener the listener
	 * @return to stop telling it
	 */
	public Registration addListener(DirectoryListener<? super M> listener) {
		Objects.requireNonNull(listener, "'listener' must not be null");
		synchronized (this.changes) {
			List<DirectoryListener<? super M>> more = new ArrayList<>(this.listeners);
			more.add(listener);
			this.listeners = List.copyOf(more);
			all().forEach((managed) -> this.announcements.add(listener, () -> listener.added(managed)));
		}
		this.announcements.make();
		AtomicBoolean open = new AtomicBoolean(true);
		return () -> {
			if (open.getAndSet(false)) {
				removeListener(listener);
			}
		};
	}

	private void removeListener(DirectoryListener<? super M> listener) {
		synchronized (this.changes) {
			List<DirectoryListener<? super M>> fewer = new ArrayList<>(this.listeners);
			if (fewer.remove(listener)) {
				this.listeners = List.copyOf(fewer);
				all().forEach((managed) -> this.announcements.add(listener, () -> listener.removed(managed)));
			}
		}
		this.announcements.make();
	}

	private @Nullable DirectoryEntry<M> entry(String name) {
		return this.entries.get(requireNonNull(name));
	}

	private static String requireNonNull(@Nullable String name) {
		return Objects.requireNonNull(name, "'name' must not be null");
	}

	private boolean remove(DirectoryEntry<M> entry) {
		synchronized (this.changes) {
			if (!this.entries.remove(entry.name(), entry)) {
				return false;
			}
			announce((listener) -> listener.removed(entry.managed()));
		}
		entry.removed();
		this.announcements.make();
		return true;
	}

	private void announce(Consumer<DirectoryListener<? super M>> news) {
		this.listeners.forEach((listener) -> this.announcements.add(listener, () -> news.accept(listener)));
	}

}
