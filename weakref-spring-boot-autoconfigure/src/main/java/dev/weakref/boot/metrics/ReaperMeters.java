package dev.weakref.boot.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.Internal;
import dev.weakref.Kind;
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
 * {@code weakref.callbacks}, {@code weakref.callback.duration},
 * {@code weakref.reaper.lag} and {@code weakref.collection.latency}. These stay in a
 * registry that outlives a context, with their numbers; they hold nothing of the context.
 *
 * @hidden
 */
@Internal
public final class ReaperMeters extends RemovableMeters implements CallbackObserver {

	/** The kinds of callbacks that follow a collection. Their counters begin with 0. */
	private static final List<Kind> KINDS = List.of(Kind.CACHE, Kind.REGISTRY, Kind.REFERENCE, Kind.FINALIZER);

	private final List<Bound> bound = new CopyOnWriteArrayList<>();

	private final Reaper reaper;

	private final Callbacks callbacks;

	private final Registration observation;

	/**
	 * Creates the binder.
	 * @param reaper the reaper to measure
	 */
	public ReaperMeters(Reaper reaper) {
		this.reaper = reaper;
		this.callbacks = reaper.callbacks();
		this.observation = this.callbacks.addObserver(this);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Kind kind : KINDS) {
			callbacks(registry, kind, false);
			callbacks(registry, kind, true);
		}
		this.bound.add(new Bound(registry,
				Timer.builder("weakref.callback.duration").description("How long callbacks take").register(registry),
				Timer.builder("weakref.reaper.lag")
					.description("The time from a collection to the end of its callback")
					.register(registry),
				Timer.builder("weakref.collection.latency")
					.description("The age at which an object that was unreachable from its creation on was seen to be "
							+ "collected; a new one is created after each cycle of the collector")
					.register(registry),
				register(registry, this::gauges)));
	}

	private void gauges(MeterGroup group) {
		group.gauge("weakref.reaper.running", Tags.empty(), null,
				"Whether the reaper thread is alive: 1 if it is, 0 if it has ended", this.reaper,
				(reaper) -> (reaper.isRunning()) ? 1 : 0);
		group.gauge("weakref.reaper.backlog", Tags.empty(), BaseUnits.EVENTS,
				"The number of callbacks handed over that have not ended", this.callbacks, Callbacks::backlog);
	}

	@Override
	public void callbackEnded(CallbackSource source, Duration duration, Duration lag, @Nullable Throwable failure) {
		for (Bound bound : this.bound) {
			bound.record(source, duration, lag, failure);
		}
	}

	@Override
	public void collectionNoticed(Duration latency) {
		this.bound.forEach((bound) -> bound.latency.record(latency));
	}

	/**
	 * Does nothing, because the failure of a receiver follows no collection.
	 */
	@Override
	public void receiverFailed(CallbackSource signal, Duration duration, Throwable failure) {
	}

	/**
	 * Stops measuring, and removes the gauges, the only meters that hold the reaper.
	 */
	@Override
	public void close() {
		this.observation.close();
		this.bound.forEach((bound) -> bound.gauges.remove());
		this.bound.clear();
	}

	private static Counter callbacks(MeterRegistry registry, Kind kind, boolean failed) {
		return Counter.builder("weakref.callbacks")
			.description("The number of callbacks that have ended")
			.tag("kind", kind.toString())
			.tag("outcome", (failed) ? "failure" : "success")
			.register(registry);
	}

	private record Bound(MeterRegistry registry, Timer duration, Timer lag, Timer latency, MeterGroup gauges) {

		void record(CallbackSource source, Duration duration, Duration lag, @Nullable Throwable failure) {
			this.duration.record(duration);
			this.lag.record(lag);
			callbacks(this.registry, source.kind(), failure != null).increment();
		}

	}

}
