package dev.weakref.boot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * The convention for the observation of loads. A bean of this type replaces
 * {@link DefaultWeakCacheLoadObservationConvention}. Micrometer calls it before and after
 * each load, on the threads of the load. An exception of it is logged, and does not
 * affect the load.
 */
public interface WeakCacheLoadObservationConvention extends ObservationConvention<WeakCacheLoadContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof WeakCacheLoadContext;
	}

}
