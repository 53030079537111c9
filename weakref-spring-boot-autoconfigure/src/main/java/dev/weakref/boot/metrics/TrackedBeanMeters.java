package dev.weakref.boot.metrics;

import dev.weakref.spring.bean.ManagedBeans;
import dev.weakref.spring.bean.TrackedBeans;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;

/**
 * Meters of tracked beans, by type and scope.
 */
public final class TrackedBeanMeters extends DirectoryMeters<ManagedBeans> {

	private static final String KIND = "bean";

	/**
	 * Create the binder.
	 * @param trackedBeans tells which beans are tracked
	 */
	public TrackedBeanMeters(TrackedBeans trackedBeans) {
		super(trackedBeans.directory());
	}

	@Override
	void register(ManagedBeans beans, MeterGroup group) {
		LiveMeters.register(KIND, beans.name(), group, beans, ManagedBeans::liveCount, ManagedBeans::estimatedSize,
				ManagedBeans::collected);
		group.gauge("weakref.ended.but.live", Tags.of("kind", KIND, "name", beans.name()), BaseUnits.OBJECTS,
				"The number of beans that are live although Spring has destroyed them", beans,
				(measured) -> measured.census().endedButLive());
	}

}
