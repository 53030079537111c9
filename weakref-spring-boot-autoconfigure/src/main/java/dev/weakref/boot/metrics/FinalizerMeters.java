package dev.weakref.boot.metrics;

import java.util.function.ToDoubleFunction;

import dev.weakref.Internal;
import dev.weakref.finalizer.FinalizerStatistics;
import dev.weakref.finalizer.Finalizers;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;

/**
 * Meters of finalizers.
 *
 * @hidden
 */
@Internal
public final class FinalizerMeters extends FixedMeters {

	private final Finalizers finalizers;

	/**
	 * Creates the binder.
	 * @param finalizers the finalizers to measure
	 */
	public FinalizerMeters(Finalizers finalizers) {
		this.finalizers = finalizers;
	}

	@Override
	void register(MeterGroup group) {
		group.gauge("weakref.finalizers.pending", Tags.empty(), BaseUnits.OBJECTS,
				"The number of finalizers that have neither been run nor detached", this.finalizers,
				(finalizers) -> finalizers.statistics().pending());
		run(group, "collected", FinalizerStatistics::collected);
		run(group, "explicit", FinalizerStatistics::explicit);
		run(group, "close", FinalizerStatistics::close);
	}

	private void run(MeterGroup group, String cause, ToDoubleFunction<FinalizerStatistics> count) {
		group.counter("weakref.finalizers.run", Tags.of("cause", cause), BaseUnits.OPERATIONS,
				"The number of finalizers that were run, by what made them run", this.finalizers,
				(finalizers) -> count.applyAsDouble(finalizers.statistics()));
	}

}
