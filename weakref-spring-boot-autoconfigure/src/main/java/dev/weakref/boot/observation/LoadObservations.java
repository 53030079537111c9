package dev.weakref.boot.observation;

import java.util.Objects;
import java.util.function.Supplier;

import dev.weakref.Internal;
import dev.weakref.WarnOnce;
import dev.weakref.cache.LoadObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Scope;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.interceptor.CacheOperationInvoker.ThrowableWrapper;

/**
 * Makes an {@link Observation} of each load while its registry has a handler. An
 * exception of a handler or a convention is logged, the first one of a cache as a
 * warning, and does not affect the load.
 *
 * @hidden
 */
@Internal
public final class LoadObservations implements LoadObserver {

	private final WeakCacheLoadObservationConvention defaultConvention = new DefaultWeakCacheLoadObservationConvention();

	private final WarnOnce failures = new WarnOnce(LoggerFactory.getLogger(LoadObservations.class));

	private final Supplier<ObservationRegistry> registry;

	private final Supplier<? extends @Nullable WeakCacheLoadObservationConvention> convention;

	/** Set by the first load. */
	private volatile @Nullable Target target;

	/**
	 * Creates an observer. The suppliers are called by the first load, since a registry
	 * that is requested while a cache is created may not get its handlers.
	 * @param registry returns the registry
	 * @param convention returns the convention, or {@code null} for the default
	 */
	public LoadObservations(Supplier<ObservationRegistry> registry,
			Supplier<? extends @Nullable WeakCacheLoadObservationConvention> convention) {
		this.registry = Objects.requireNonNull(registry, "'registry' must not be null");
		this.convention = Objects.requireNonNull(convention, "'convention' must not be null");
	}

	@Override
	public @Nullable Load prepare(String cache, boolean bulk) {
		Objects.requireNonNull(cache, "'cache' must not be null");
		try {
			Target target = target();
			return (target.registry.isNoop()) ? null : new ObservedLoad(cache, bulk, target);
		}
		catch (Throwable ex) {
			failed(cache, ex);
			return null;
		}
	}

	private Target target() {
		Target target = this.target;
		if (target == null) {
			target = new Target(this.registry.get(), this.convention.get());
			this.target = target;
		}
		return target;
	}

	private void failed(String cache, Throwable failure) {
		this.failures.log(cache, "An observation of a load of cache '{}' failed; the load is not affected", cache,
				failure);
	}

	/**
	 * Where observations go.
	 */
	private record Target(ObservationRegistry registry, @Nullable WeakCacheLoadObservationConvention convention) {
	}

	/**
	 * The observation of one load. If a step fails the later ones are taken all the same,
	 * so that a handler can end what it has begun.
	 */
	private final class ObservedLoad implements Load {

		private final String cache;

		private final ObservationRegistry registry;

		private final Observation observation;

		/**
		 * Creates the observation, whose parent is the current one of this thread.
		 */
		ObservedLoad(String cache, boolean bulk, Target target) {
			this.cache = cache;
			this.registry = target.registry;
			this.observation = WeakCacheObservationDocumentation.LOAD.observation(target.convention,
					LoadObservations.this.defaultConvention, () -> new WeakCacheLoadContext(cache, bulk),
					target.registry);
		}

		@Override
		public <T extends @Nullable Object> T call(Supplier<T> loader) {
			Scope outer = this.registry.getCurrentObservationScope();
			if (attempt(this.observation::start)) {
				attempt(this.observation::openScope);
			}
			try {
				return loader.get();
			}
			finally {
				close(outer);
			}
		}

		@Override
		public void end(@Nullable Throwable failure) {
			if (failure != null) {
				attempt(() -> this.observation.error(causeOf(failure)));
			}
			attempt(this.observation::stop);
		}

		/**
		 * Closes the scopes that were opened since. Micrometer leaves a scope open if a
		 * handler fails as it is opened or closed.
		 */
		private void close(@Nullable Scope outer) {
			Scope last = null;
			for (Scope scope = this.registry.getCurrentObservationScope(); scope != null && scope != outer
					&& scope != last; scope = this.registry.getCurrentObservationScope()) {
				attempt(scope::close);
				last = scope;
			}
			this.registry.setCurrentObservationScope(outer);
		}

		/**
		 * Returns the exception of a {@code @Cacheable} method itself.
		 */
		private static Throwable causeOf(Throwable failure) {
			Throwable cause = failure.getCause();
			boolean wrapper = failure instanceof ValueRetrievalException || failure instanceof ThrowableWrapper;
			return (wrapper && cause != null) ? causeOf(cause) : failure;
		}

		private boolean attempt(Runnable step) {
			try {
				step.run();
				return true;
			}
			catch (Throwable ex) {
				failed(this.cache, ex);
				return false;
			}
		}

	}

}
