package dev.weakref.registry;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.reaper.Directory;
import dev.weakref.reaper.DuplicateNameException;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * The groups and companions of a registry that belong to a name, and are held until they
 * are removed.
 */
final class NamedGroups {

	private static final String COMPANIONS = "companions";

	private final ConcurrentMap<String, WeakGroup<?>> groups = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, Companions<?, ?>> companions = new ConcurrentHashMap<>();

	private volatile @Nullable Companions<?, ?> defaultCompanions;

	private final Directory<ManagedGroup> directory;

	private final Reaper reaper;

	private final Observers observers;

	NamedGroups(Directory<ManagedGroup> directory, Reaper reaper, Observers observers) {
		this.directory = directory;
		this.reaper = reaper;
		this.observers = observers;
	}

	@SuppressWarnings("unchecked")
	<T> @Nullable WeakGroup<T> findGroup(String name) {
		return (WeakGroup<T>) this.groups.get(name);
	}

	@SuppressWarnings("unchecked")
	<T> WeakGroup<T> group(String name) {
		WeakGroup<?> group = this.groups.get(name);
		return (WeakGroup<T>) ((group != null) ? group
				: show(name, this.groups, new WeakGroup<>(name, this.reaper, this.observers)));
	}

	@SuppressWarnings("unchecked")
	<T, C> Companions<T, C> companions(String name, boolean weak) {
		Companions<?, ?> companions = this.companions.get(name);
		if (companions == null) {
			companions = show(name, this.companions, new Companions<>(name, weak, this.reaper));
		}
		if (companions.isWeak() != weak) {
			throw new DuplicateNameException(name);
		}
		return (Companions<T, C>) companions;
	}

	/**
	 * The companions for which nobody has given a name.
	 */
	@SuppressWarnings("unchecked")
	<T, C> Companions<T, C> companions() {
		Companions<?, ?> companions = this.defaultCompanions;
		if (companions == null) {
			companions = companions(COMPANIONS, false);
			this.defaultCompanions = companions;
		}
		return (Companions<T, C>) companions;
	}

	boolean remove(String name) {
		ManagedGroup removed = this.groups.remove(name);
		if (removed == null) {
			removed = this.companions.remove(name);
		}
		if (removed == null) {
			return false;
		}
		if (removed == this.defaultCompanions) {
			this.defaultCompanions = null;
		}
		return this.directory.remove(name);
	}

	private <G extends ManagedGroup> G show(String name, ConcurrentMap<String, G> kind, G fresh) {
		G other = kind.putIfAbsent(name, fresh);
		if (other != null) {
			return other;
		}
		try {
			this.directory.add(name, fresh, fresh);
		}
		catch (DuplicateNameException ex) {
			kind.remove(name, fresh);
			throw ex;
		}
		return fresh;
	}

}
