package dev.weakref.boot.observation;

import dev.weakref.boot.observation.WeakCacheObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * The convention that is used unless there is another one. Its name is
 * {@code weakref.cache.load}, its contextual name {@code load} and the name of the cache.
 * The key values are {@linkplain LowCardinalityKeyNames few}; Micrometer itself adds the
 * exception, as {@code error}.
 */
public class DefaultWeakCacheLoadObservationConvention implements WeakCacheLoadObservationConvention {

	/**
	 * Creates the convention.
	 */
	public DefaultWeakCacheLoadObservationConvention() {
	}

	@Override
	public String getName() {
		return "weakref.cache.load";
	}

	@Override
	public String getContextualName(WeakCacheLoadContext context) {
		return "load " + context.getCacheName();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(WeakCacheLoadContext context) {
		return KeyValues.of(bulk(context), cache(context));
	}

	/**
	 * Returns whether several keys are loaded.
	 * @param context the context of the load
	 * @return {@code true} or {@code false}
	 */
	protected KeyValue bulk(WeakCacheLoadContext context) {
		return LowCardinalityKeyNames.BULK.withValue(String.valueOf(context.isBulk()));
	}

	/**
	 * Returns the name of the cache.
	 * @param context the context of the load
	 * @return the name
	 */
	protected KeyValue cache(WeakCacheLoadContext context) {
		return LowCardinalityKeyNames.CACHE.withValue(context.getCacheName());
	}

}
