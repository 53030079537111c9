package dev.weakref.reference;

/**
 * Marks weak proxies of classes, which are generated as subclasses. Not for use by
 * applications.
 */
public interface WeakProxied {

	/**
	 * What handles the calls of the proxy.
	 * @return the invocation handler
	 */
	Object weakProxyHandler();

}
