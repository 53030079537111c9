package dev.weakref.reference;

/**
 * A weak proxy was used after its object had been collected.
 */
public class ReferentCollectedException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	ReferentCollectedException(String proxy) {
		super("The object of the " + proxy + " has been collected. Hold the object itself for as long as it is used "
				+ "through the proxy, or ask WeakProxies.isAlive(proxy)");
	}

}
