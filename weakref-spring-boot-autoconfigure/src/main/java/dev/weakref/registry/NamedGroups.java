package dev.weakref.registry;

import dev.weakref.directory.DuplicateNameException;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * The named groups and companions of a registry. The directory holds them until they are
 * removed. Groups of types are in the same directory, with the type as their owner.
 */
final class NamedGroups {

	private static final String COMPANIONS = "companions";

	private volatile @Nullable Companions<?, ?> defaultCompanions;

	private final MutableDirectory<ManagedGroup> directory;

	private final Reaper reaper;

	private final Observers observers;

	NamedGroups(MutableDirectory<ManagedGroup> directory, Reaper reaper, Observers observers) {
		this.directory = directory;
		this.reaper = reaper;
		this.observers = observers;
	}

	@SuppressWarnings("unchecked")
	<T> @Nullable WeakGroup<T> findGroup(String name) {
		return (this.directory.owner(name) instanceof WeakGroup<?> group) ? (WeakGroup<T>) group : null;
	}

	<T> WeakGroup<T> group(String name) {
		WeakGroup<T> group = findGroup(name);
		while (group == null) {
			WeakGroup<T> fresh = new WeakGroup<>(name, this.reaper, this.observers);
			group = show(name, fresh) ? fresh : findGroup(name);
		}
		return group;
	}

	<T, C> Companions<T, C> companions(String name, boolean weak) {
		Companions<T, C> companions = findCompanions(name);
		while (companions == null) {
			Companions<T, C> fresh = new Companions<>(name, weak, this.reaper);
			companions = show(name, fresh) ? fresh : findCompanions(name);
		}
		if (companions.isWeak() != weak) {
			throw new DuplicateNameException(name);
		}
		return companions;
	}

	/**
	 * Returns the companions that have no name of their own.
	 */
	@SuppressWarnings("unchecked")
	<T, C> Companions<T, C> companions() {
		Companions<?, ?> companions = this.defaultCompanions;
		if (companions == null) {
			companions = companions(COMPANIONS, false);
			this.defaultCompanions = companions;
			if (this.directory.find(COMPANIONS) != companions) {
				this.defaultCompanions = null;
			}
		}
		return (Companions<T, C>) companions;
	}

	boolean remove(String name) {
		Object owner = this.directory.owner(name);
		boolean removed = owner instanceof ManagedGroup group && this.directory.remove(name, group);
		// Not before, or others might find them in the directory and set them again
		if (owner == this.defaultCompanions) {
			this.defaultCompanions = null;
		}
		return removed;
	}

	@SuppressWarnings("unchecked")
	private <T, C> @Nullable Companions<T, C> findCompanions(String name) {
		return (this.directory.owner(name) instanceof Companions<?, ?> companions) ? (Companions<T, C>) companions
				: null;
	}

	/**
	 * Adds a group or companions to the directory, unless another thread was faster.
	 * @return whether it was added
	 * @throws DuplicateNameException if the name belongs to another kind of object
	 */
	private boolean show(String name, ManagedGroup fresh) {
		ManagedGroup other = this.directory.addIfAbsent(name, fresh, fresh);
		if (other != null && (other.getClass() != fresh.getClass() || this.directory.owner(name) instanceof Class)) {
			throw new DuplicateNameException(name);
		}
		return other == null;
	}

}
