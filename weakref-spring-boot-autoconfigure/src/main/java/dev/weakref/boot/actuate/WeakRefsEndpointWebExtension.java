package dev.weakref.boot.actuate;

import java.util.List;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Gives the {@link WeakRefsEndpoint} the status codes of the web: 204 if something was
 * cleared, 404 if there is no such section or cache.
 *
 * @hidden
 */
@Internal
@EndpointWebExtension(endpoint = WeakRefsEndpoint.class)
public class WeakRefsEndpointWebExtension {

	private final WeakRefsEndpoint endpoint;

	/**
	 * Creates the extension.
	 * @param endpoint the endpoint to extend
	 */
	public WeakRefsEndpointWebExtension(WeakRefsEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Removes all entries of all caches.
	 * @param section {@code caches}
	 * @return 204, or 404 if the section cannot be cleared
	 */
	@DeleteOperation
	public WebEndpointResponse<Void> clearAll(@Selector String section) {
		return response(this.endpoint.clearAll(section));
	}

	/**
	 * Removes all entries of a cache.
	 * @param section {@code caches}
	 * @param name the name of the cache
	 * @return 204, or 404 if there is no such cache
	 */
	@DeleteOperation
	public WebEndpointResponse<Void> clear(@Selector String section, @Selector String name) {
		return response(this.endpoint.clear(section, name));
	}

	private static WebEndpointResponse<Void> response(@Nullable List<String> cleared) {
		return new WebEndpointResponse<>(
				(cleared != null) ? WebEndpointResponse.STATUS_NO_CONTENT : WebEndpointResponse.STATUS_NOT_FOUND);
	}

}
