package dev.weakref.boot.autoconfigure;

import dev.weakref.boot.metrics.DirectoryMeters;
import dev.weakref.boot.metrics.FinalizerMeters;
import dev.weakref.boot.metrics.LockMeters;
import dev.weakref.boot.metrics.ReaperMeters;
import dev.weakref.boot.metrics.RemovableMeters;
import dev.weakref.boot.metrics.WeakRefMeters;
import dev.weakref.directory.DirectoryHolder;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.lock.WeakLocks;
import dev.weakref.reaper.Reaper;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of meters.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, Reaper.class })
public final class WeakRefMetricsAutoConfiguration {

	/**
	 * Returns the binder of all meters. It requests each feature, so that the meters
	 * exist before it is used.
	 */
	@Bean
	@ConditionalOnMissingBean
	WeakRefMeters weakRefMeters(ListableBeanFactory beanFactory) {
		return new WeakRefMeters(new PerFeature<RemovableMeters>("the meters", beanFactory)
			.addEach(DirectoryHolder.class, (holder) -> new DirectoryMeters(holder.directory()))
			.add(Finalizers.class, FinalizerMeters::new)
			.addAll(WeakLocks.class, LockMeters::new)
			.add(Reaper.class, ReaperMeters::new)
			.toList());
	}

}
