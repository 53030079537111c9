package dev.weakref.boot.metrics;

import dev.weakref.signal.ManagedSignal;
import dev.weakref.signal.Signals;

/**
 * Meters of the receivers of named signals.
 */
public final class SignalMeters extends DirectoryMeters<ManagedSignal> {

	/**
	 * Create the binder.
	 * @param signals tells which signals there are
	 */
	public SignalMeters(Signals signals) {
		super(signals.directory());
	}

	@Override
	void register(ManagedSignal signal, MeterGroup group) {
		LiveMeters.register("signal", signal.name(), group, signal, ManagedSignal::receiverCount,
				ManagedSignal::estimatedSize, ManagedSignal::collectedReceivers);
	}

}
