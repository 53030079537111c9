package dev.weakref.signal;

import java.lang.ref.WeakReference;

/**
 * The handle of a connected receiver. Holds neither the receiver nor its owner nor the
 * signal.
 */
final class ReceiverHandle implements Connection {

	final WeakReference<ConnectedReceiver<?, ?>> receiver;

	private final String description;

	ReceiverHandle(ConnectedReceiver<?, ?> receiver) {
		this.receiver = new WeakReference<>(receiver);
		this.description = receiver.description;
	}

	@Override
	public boolean isConnected() {
		ConnectedReceiver<?, ?> receiver = this.receiver.get();
		return receiver != null && receiver.isConnected();
	}

	@Override
	public void close() {
		ConnectedReceiver<?, ?> receiver = this.receiver.get();
		if (receiver != null) {
			receiver.disconnect();
		}
	}

	@Override
	public String toString() {
		return "Connection[" + this.description + "]";
	}

}
