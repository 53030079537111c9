package dev.weakref.signal;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.reaper.Reaper;
import dev.weakref.reaper.Suitability;
import org.jspecify.annotations.Nullable;
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

	private final String name;

	SignalState(String name, Reaper reaper, Executor executor) {
		this.name = name;
		this.executor = executor;
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
	 * Log a failure that the sender is not told of unless it looks.
	 */
	void report(ConnectedReceiver<S, E> receiver, @Nullable Throwable failure) {
		if (receiver.isFirstFailureReport()) {
			logger.warn("Receiver {} of signal {} failed; further failures of it are logged at debug level",
					receiver.description, this.name, failure);
		}
		else {
			logger.debug("Receiver {} of signal {} failed", receiver.description, this.name, failure);
		}
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long receiverCount() {
		return this.receivers.liveCount();
	}

	@Override
	public long estimatedSize() {
		return this.receivers.estimatedSize();
	}

	@Override
	public long collectedReceivers() {
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
