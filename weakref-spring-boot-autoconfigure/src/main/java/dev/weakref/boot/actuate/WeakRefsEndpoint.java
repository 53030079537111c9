package dev.weakref.boot.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCaches;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * Reports what is live, what was collected and what the callbacks did, section by
 * section. Names and numbers only: reading makes no object strong and calls no user code.
 */
@Endpoint(id = "weakrefs")
public class WeakRefsEndpoint {

	private static final String CACHES = "caches";

	private final WeakCaches caches;

	private final Map<String, WeakRefsSection> sections = new LinkedHashMap<>();

	/**
	 * Creates the endpoint.
	 * @param caches the caches that can be cleared
	 * @param sections the sections of the report, in its order
	 * @throws IllegalArgumentException if two sections have one name
	 */
	public WeakRefsEndpoint(WeakCaches caches, List<WeakRefsSection> sections) {
		this.caches = caches;
		for (WeakRefsSection section : sections) {
			if (this.sections.putIfAbsent(section.name(), section) != null) {
				throw new IllegalArgumentException("There are two sections '" + section.name() + "'");
			}
		}
	}

	/**
	 * Reports all sections.
	 * @return the report of each section, by name
	 */
	@ReadOperation
	public Map<String, Object> weakRefs() {
		Map<String, Object> reports = new LinkedHashMap<>();
		this.sections.forEach((name, section) -> reports.put(name, section.report()));
		return OperationResponseBody.of(reports);
	}

	/**
	 * Reports one section.
	 * @param section the name of the section
	 * @return the report of the section, or {@code null} if there is none
	 */
	@ReadOperation
	public @Nullable Object section(@Selector String section) {
		WeakRefsSection found = this.sections.get(section);
		Object report = (found != null) ? found.report() : null;
		return (report instanceof Map<?, ?> reports) ? OperationResponseBody.of(reports) : report;
	}

	/**
	 * Reports one object.
	 * @param section the name of its section
	 * @param name its name
	 * @return the report, or {@code null} if there is no such object
	 */
	@ReadOperation
	public @Nullable OperationResponseBody weakRef(@Selector String section, @Selector String name) {
		WeakRefsSection found = this.sections.get(section);
		return (found != null) ? found.find(name) : null;
	}

	/**
	 * Removes all entries of all caches in this process. An engine behind a cache keeps
	 * its entries.
	 * @param section {@code caches}
	 * @return the names of the caches that were cleared, or {@code null} if the section
	 * cannot be cleared
	 */
	@DeleteOperation
	public @Nullable List<String> clearAll(@Selector String section) {
		return CACHES.equals(section) ? this.caches.directory().all().stream().map(WeakRefsEndpoint::clear).toList()
				: null;
	}

	/**
	 * Removes all entries of a cache.
	 * @param section {@code caches}
	 * @param name the name of the cache
	 * @return the name of the cache that was cleared, or {@code null} if there is no such
	 * cache
	 */
	@DeleteOperation
	public @Nullable List<String> clear(@Selector String section, @Selector String name) {
		ManagedCache cache = CACHES.equals(section) ? this.caches.directory().find(name) : null;
		return (cache != null) ? List.of(clear(cache)) : null;
	}

	private static String clear(ManagedCache cache) {
		cache.invalidateAll();
		return cache.name();
	}

}
