package dev.weakref.registry;

import java.util.Objects;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a registry that belong to types. No group holds its type, so a group is
 * removed from here and from the directory when its type is unloaded.
 */
final class TypeGroups {

	private final ReferenceMap<Class<?>, WeakGroup<?>> groups;

	private final MutableDirectory<ManagedGroup> directory;

	private final Reaper reaper;

	private final Observers observers;

	TypeGroups(MutableDirectory<ManagedGroup> directory, Reaper reaper, Observers observers) {
		this.directory = directory;
		this.reaper = reaper;
		this.observers = observers;
		this.groups = ReferenceMap.<Class<?>, WeakGroup<?>>builder(References.WEAK_KEYS, KeyEquality.IDENTITY)
			.reaper(reaper)
			.build();
	}

	@SuppressWarnings("unchecked")
	<T> @Nullable WeakGroup<T> find(Class<? extends T> type) {
		return (WeakGroup<T>) this.groups.get(Objects.requireNonNull(type, "'type' must not be null"));
	}

	<T> WeakGroup<T> get(Class<? extends T> type) {
		WeakGroup<T> group = find(type);
		return (group != null) ? group : make(type);
	}

	@SuppressWarnings("unchecked")
	private <T> WeakGroup<T> make(Class<? extends T> type) {
		return (WeakGroup<T>) Objects.requireNonNull(this.groups.computeIfAbsent(type, this::show));
	}

	/**
	 * Creates a group and adds it to the directory under the first name that is free.
	 */
	private WeakGroup<?> show(Class<?> type) {
		for (int i = 1;; i++) {
			String name = (i == 1) ? type.getName() : type.getName() + "#" + i;
			if (this.directory.find(name) == null) {
				WeakGroup<?> group = new WeakGroup<>(name, this.reaper, this.observers);
				if (this.directory.addIfAbsent(name, group, type) == null) {
					return group;
				}
			}
		}
	}

}
