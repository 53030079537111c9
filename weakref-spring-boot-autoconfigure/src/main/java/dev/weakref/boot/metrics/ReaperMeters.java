package dev.weakref.boot.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.Internal;
import dev.weakref.Registration;
import dev.weakref.reaper.CallbackObserver;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Callbacks;
import dev.weakref.reaper.Reaper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import org.jspecify.annotations.Nullable;

/**
 * Meters of callbacks and of the reaper that runs them.
 * <p>
 * Application contexts that share a registry count and time their callbacks together, in
 * {@code weakref.callbacks}, {@code weakref.callback.duration} and
 * {@code weakref.reaper.lag}. These three stay in a registry that outlives a context,
 * with their numbers; they hold nothing of the context.
 *
 * @hidden
 */
@Internal
public final class ReaperMeters extends RemovableMeters implements CallbackObserver {

	private final List<Bound> bound = new CopyOnWriteArrayList<>();

	private final Callbacks callbacks;

	private final Registration observation;

	/**
	 * Creates the binder.
	 * @param reaper the reaper to measure
	 */
	public ReaperMeters(Reaper reaper) {
		this.callbacks = reaper.callbacks();
		this.observation = this.callbacks.addObserver(this);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.bound.add(new Bound(registry,
				Timer.builder("weakref.callback.duration").description("How long callbacks take").register(registry),
				Timer.builder("weakref.reaper.lag")
					.description("The time from a collection to the end of its callback")
					.register(registry),
				register(registry, this::backlog)));
	}

	private void backlog(MeterGroup group) {
		group.gauge("weakref.reaper.backlog", Tags.empty(), BaseUnits.EVENTS,
				"The number of callbacks handed over that have not ended", this.callbacks, Callbacks::backlog);
	}

	@Override
	public void callbackEnded(CallbackSource source, Duration duration, Duration lag, @Nullable Throwable failure) {
		for (Bound bound : this.bound) {
			bound.record(source, duration, lag, failure);
		}
	}

	/**
	 * Does nothing, because the failure of a receiver follows no collection.
	 */
	@Override
	public void receiverFailed(CallbackSource signal, Duration duration, Throwable failure) {
	}

	/**
	 * Stops measuring, and removes the backlog, the only meter that holds the callbacks.
	 */
	@Override
	public void close() {
		this.observation.close();
		this.bound.forEach((bound) -> bound.backlog.remove());
		this.bound.clear();
	}

	private record Bound(MeterRegistry registry, Timer duration, Timer lag, MeterGroup backlog) {

		void record(CallbackSource source, Duration duration, Duration lag, @Nullable Throwable failure) {
			this.duration.record(duration);
			this.lag.record(lag);
			Counter.builder("weakref.callbacks")
				.description("The number of callbacks that have ended")
				.tag("kind", source.kind().toString())
				.tag("outcome", (failure != null) ? "failure" : "success")
				.register(this.registry)
				.increment();
		}

	}

}
