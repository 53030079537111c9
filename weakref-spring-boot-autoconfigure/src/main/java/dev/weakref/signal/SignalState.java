package dev.weakref.signal;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.Kind;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Callbacks;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.Suitability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receivers of a signal and its counters. Meters, endpoint and connections hold this
 * rather than the signal, so that a signal which its users have dropped can be collected.
 */
final class SignalState<S, E> implements ManagedSignal {

	private static final Logger logger = LoggerFactory.getLogger(SignalState.class);

	final Receivers<S, E> receivers;

	final Executor executor;

	final Suitability suitability;

	final LongAdder sends = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final CallbackSource source;

	private final Callbacks callbacks;

	private final String name;

	SignalState(String name, Reaper reaper, Executor executor) {
		this.name = name;
		this.executor = executor;
		this.source = CallbackSource.of(Kind.SIGNAL, name);
		this.callbacks = reaper.callbacks();
		this.suitability = reaper.suitability();
		this.receivers = new Receivers<>(name, reaper);
	}

	/**
	 * Count a failure that the sender is told of.
	 */
	void countFailure() {
		this.failed.increment();
	}

	/**
	 * Log a failure that the sender is not told of unless it looks, and tell the
	 * observers of callbacks.
	 */
	void report(ConnectedReceiver<S, E> receiver, long nanos, Throwable failure) {
		if (receiver.isFirstFailureReport()) {
			logger.warn("Receiver {} of signal {} failed ({}); further failures of it are logged at debug level",
					receiver.description, this.name, receiver.classes(), failure);
		}
		else {
			logger.debug("Receiver {} of signal {} failed ({})", receiver.description, this.name, receiver.classes(),
					failure);
		}
		this.callbacks.receiverFailed(this.source, Duration.ofNanos(nanos), failure);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long liveCount() {
		return this.receivers.liveCount();
	}

	@Override
	public long estimatedSize() {
		return this.receivers.estimatedSize();
	}

	@Override
	public long collectedCount() {
		return this.receivers.collected();
	}

	@Override
	public long sends() {
		return this.sends.sum();
	}

	@Override
	public long failed() {
		return this.failed.sum();
	}

}
