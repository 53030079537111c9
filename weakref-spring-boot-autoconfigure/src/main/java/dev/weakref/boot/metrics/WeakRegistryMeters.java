package dev.weakref.boot.metrics;

import dev.weakref.registry.ManagedGroup;
import dev.weakref.registry.WeakRegistry;

/**
 * Meters of what is registered, by type, group or kind of companion.
 */
public final class WeakRegistryMeters extends DirectoryMeters<ManagedGroup> {

	/**
	 * Create the binder.
	 * @param registry tells what is registered
	 */
	public WeakRegistryMeters(WeakRegistry registry) {
		super(registry.directory());
	}

	@Override
	void register(ManagedGroup registered, MeterGroup group) {
		LiveMeters.register("registry", registered.name(), group, registered, ManagedGroup::liveCount,
				ManagedGroup::estimatedSize, ManagedGroup::collected);
	}

}
