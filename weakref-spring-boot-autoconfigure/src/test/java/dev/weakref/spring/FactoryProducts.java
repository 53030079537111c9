package dev.weakref.spring;

import java.util.function.Supplier;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMemoizedAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefReceiversAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * A factory bean, and contexts with all features that tell singletons from other beans.
 */
final class FactoryProducts {

	private FactoryProducts() {
	}

	static ApplicationContextRunner runner(Class<?> configuration) {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class,
							WeakRefListenersAutoConfiguration.class, WeakRefMemoizedAutoConfiguration.class,
							WeakRefReceiversAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class))
			.withUserConfiguration(configuration);
	}

	/**
	 * Makes several products of a class.
	 *
	 * @param <T> the class
	 */
	static class Making<T> implements FactoryBean<T> {

		private final Supplier<T> maker;

		private final @Nullable Class<T> type;

		private final boolean singleton;

		Making(Supplier<T> maker, @Nullable Class<T> type, boolean singleton) {
			this.maker = maker;
			this.type = type;
			this.singleton = singleton;
		}

		@Override
		public T getObject() {
			return this.maker.get();
		}

		@Override
		public @Nullable Class<?> getObjectType() {
			return this.type;
		}

		@Override
		public boolean isSingleton() {
			return this.singleton;
		}

	}

}
