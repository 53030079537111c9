package dev.weakref.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.weakref.Internal;
import dev.weakref.Registration;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * A directory that entries can be added to. The packages of this library add their
 * objects here, and give users the {@link Directory} only.
 *
 * @param <M> the type of the managed objects
 * @hidden
 */
@Internal
public final class MutableDirectory<M> implements Directory<M> {

	private final Map<String, DirectoryEntry<M>> entries = new ConcurrentHashMap<>();

	private final Announcements announcements = new Announcements();

	/** Guards changes of the entries and the listeners, with their announcements. */
	private final Object changes = new Object();

	private volatile List<DirectoryListener<? super M>> listeners = List.of();

	private final Reaper reaper;

	/**
	 * Creates an empty directory.
	 * @param reaper tells when an owner has been collected
	 */
	public MutableDirectory(Reaper reaper) {
		this.reaper = reaper;
	}

	/**
	 * Checks that a name is not blank.
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
	 * Adds an entry. Adding the same managed object again has no effect.
	 * @param name the name
	 * @param managed the managed object, which is held strongly
	 * @param owner the object that users hold, which may be the same; else it is held
	 * weakly
	 * @throws DuplicateNameException if another managed object has that name
	 * @throws BlankNameException if the name is empty or consists of white space
	 */
	public void add(String name, M managed, Object owner) {
		M other = addIfAbsent(name, managed, owner);
		if (other != null && other != managed) {
			throw new DuplicateNameException(name);
		}
	}

	/**
	 * Adds an entry unless there is one of that name.
	 * @param name the name
	 * @param managed the managed object, which is held strongly
	 * @param owner the object that users hold, which may be the same; else it is held
	 * weakly
	 * @return the managed object that has the name, or {@code null} if this one was added
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

	@Override
	public boolean remove(String name) {
		DirectoryEntry<M> entry = entry(name);
		return entry != null && remove(entry);
	}

	/**
	 * Removes an entry, unless the name belongs to another managed object.
	 * @param name the name
	 * @param managed the managed object
	 * @return whether it was there
	 */
	public boolean remove(String name, M managed) {
		Objects.requireNonNull(managed, "'managed' must not be null");
		DirectoryEntry<M> entry = entry(name);
		return entry != null && entry.managed() == managed && remove(entry);
	}

	@Override
	public @Nullable M find(String name) {
		DirectoryEntry<M> entry = entry(name);
		return (entry != null) ? entry.managed() : null;
	}

	/**
	 * Returns the object that users hold.
	 * @param name the name
	 * @return the object, or {@code null} if there is none or it has been collected
	 */
	public @Nullable Object owner(String name) {
		DirectoryEntry<M> entry = entry(name);
		return (entry != null) ? entry.owner() : null;
	}

	@Override
	public List<M> all() {
		return this.entries.values()
			.stream()
			.sorted(Comparator.comparing(DirectoryEntry::name))
			.map(DirectoryEntry::managed)
			.toList();
	}

	@Override
	public Registration addListener(DirectoryListener<? super M> listener) {
		Objects.requireNonNull(listener, "'listener' must not be null");
		synchronized (this.changes) {
			List<DirectoryListener<? super M>> more = new ArrayList<>(this.listeners);
			more.add(listener);
			this.listeners = List.copyOf(more);
			all().forEach((managed) -> this.announcements.add(listener, () -> listener.added(managed)));
		}
		this.announcements.make();
		return Registration.of(() -> removeListener(listener));
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

	private void announce(Consumer<DirectoryListener<? super M>> call) {
		this.listeners.forEach((listener) -> this.announcements.add(listener, () -> call.accept(listener)));
	}

}
