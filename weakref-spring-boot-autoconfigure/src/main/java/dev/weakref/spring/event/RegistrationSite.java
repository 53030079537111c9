package dev.weakref.spring.event;

import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place in the application from which listeners are registered. Each report is made
 * once for a place as a warning, later at debug level.
 */
final class RegistrationSite {

	private static final Logger logger = LoggerFactory.getLogger(WeakApplicationListeners.class);

	private final AtomicBoolean uncalledReported = new AtomicBoolean();

	private final AtomicBoolean failureReported = new AtomicBoolean();

	private final String place;

	private final String ownerType;

	/**
	 * Create a site.
	 * @param place where it is, in words that follow "registered"
	 * @param ownerType the class of the first owner from there
	 */
	RegistrationSite(String place, Class<?> ownerType) {
		this.place = place;
		this.ownerType = ownerType.getName();
	}

	/**
	 * A listener of this site has gone with its owner without having been called.
	 */
	void reportUncalled(String eventType) {
		if (this.uncalledReported.compareAndSet(false, true)) {
			logger.warn(
					"A listener of {}, registered {}, has gone without ever having been called: nobody holds its owner"
							+ " of type {} any more. Hold the owner for as long as it is to listen; further listeners"
							+ " from there are mentioned at debug level",
					eventType, this.place, this.ownerType);
		}
		else {
			logger.debug("A listener of {}, registered {}, has gone without ever having been called", eventType,
					this.place);
		}
	}

	/**
	 * An asynchronous listener of this site has thrown, which no publisher is told of.
	 */
	void reportFailure(Throwable failure) {
		if (this.failureReported.compareAndSet(false, true)) {
			logger.warn("An asynchronous listener, registered {}, failed; further failures of listeners from there"
					+ " are logged at debug level", this.place, failure);
		}
		else {
			logger.debug("An asynchronous listener, registered {}, failed", this.place, failure);
		}
	}

	@Override
	public String toString() {
		return this.place;
	}

}
