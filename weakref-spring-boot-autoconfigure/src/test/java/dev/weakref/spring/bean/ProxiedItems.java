package dev.weakref.spring.bean;

import dev.weakref.boot.autoconfigure.WeakMetersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Scope;

/**
 * A bean that is destroyed when unused, in a context with all features that take
 * references.
 */
final class ProxiedItems {

	private ProxiedItems() {
	}

	static ApplicationContextRunner contextRunner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
					WeakRefFinalizersAutoConfiguration.class, WeakRefListenersAutoConfiguration.class,
					WeakRefTrackingAutoConfiguration.class, WeakMetersAutoConfiguration.class))
			.withUserConfiguration(Box.class);
	}

	interface Item {

		int number();

	}

	@Scope("prototype")
	@DestroyWhenUnused
	static class Box implements Item {

		@Override
		public int number() {
			return 7;
		}

	}

}
