package dev.weakref.boot.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Gives the {@link WeakRefsEndpoint} the status codes of the web: 204 for what was
 * cleared, 404 for what is not there.
 */
@EndpointWebExtension(endpoint = WeakRefsEndpoint.class)
public class WeakRefsEndpointWebExtension {

	private final WeakRefsEndpoint endpoint;

	/**
	 * Create the extension.
	 * @param endpoint the endpoint to extend
	 */
	public WeakRefsEndpointWebExtension(WeakRefsEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Remove all entries of all caches.
	 * @param kind {@code caches}
	 * @return 204, or 404 if nothing of that kind can be cleared
	 */
	@DeleteOperation
	public WebEndpointResponse<Void> clearAll(@Selector String kind) {
		return response(this.endpoint.clearAll(kind));
	}

	/**
	 * Remove all entries of a cache.
	 * @param kind {@code caches}
	 * @param name the name of the cache
	 * @return 204, or 404 if there is no such cache
	 */
	@DeleteOperation
	public WebEndpointResponse<Void> clear(@Selector String kind, @Selector String name) {
		return response(this.endpoint.clear(kind, name));
	}

	private static WebEndpointResponse<Void> response(@Nullable List<String> cleared) {
		return new WebEndpointResponse<>(
				(cleared != null) ? WebEndpointResponse.STATUS_NO_CONTENT : WebEndpointResponse.STATUS_NOT_FOUND);
	}

}
