package dev.weakref.reference;

/**
 * Thrown when a weak proxy is used after its object has been collected.
 */
public class ReferentCollectedException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	ReferentCollectedException(String proxy) {
		super("The object of the " + proxy + " has been collected. Hold the object itself for as long as it is used "
				+ "through the proxy, or ask WeakProxies.isAlive(proxy)");
	}

}
