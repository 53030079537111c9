package dev.weakref.boot.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of weak caches.
 */
public enum WeakCacheObservationDocumentation implements ObservationDocumentation {

	/**
	 * A load: the call of a loader, until its result is there.
	 */
	LOAD {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultWeakCacheLoadObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

	};

	/**
	 * The names of keys that have few values.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * Whether several keys are loaded in one call: {@code true} or {@code false}.
		 */
		BULK {

			@Override
			public String asString() {
				return "bulk";
			}

		},

		/**
		 * The name of the cache.
		 */
		CACHE {

			@Override
			public String asString() {
				return "cache";
			}

		}

	}

}
