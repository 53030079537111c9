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
	 * Create the endpoint.
	 * @param caches the caches that can be cleared
	 * @param sections the sections of the report, in its order
	 * @throws IllegalArgumentException if two sections are of one kind
	 */
	public WeakRefsEndpoint(WeakCaches caches, List<WeakRefsSection> sections) {
		this.caches = caches;
		for (WeakRefsSection section : sections) {
			if (this.sections.putIfAbsent(section.kind(), section) != null) {
				throw new IllegalArgumentException("There are two sections '" + section.kind() + "'");
			}
		}
	}

	/**
	 * Report everything.
	 * @return the report of each section, by kind
	 */
	@ReadOperation
	public Map<String, Object> weakRefs() {
		Map<String, Object> reports = new LinkedHashMap<>();
		this.sections.forEach((kind, section) -> reports.put(kind, section.report()));
		return OperationResponseBody.of(reports);
	}

	/**
	 * Report one section.
	 * @param kind which kind of thing, as the whole report names it
	 * @return the report of the section, or {@code null} if there is none
	 */
	@ReadOperation
	public @Nullable Object section(@Selector String kind) {
		WeakRefsSection section = this.sections.get(kind);
		Object report = (section != null) ? section.report() : null;
		return (report instanceof Map<?, ?> things) ? OperationResponseBody.of(things) : report;
	}

	/**
	 * Report one thing.
	 * @param kind which kind of thing, as the whole report names it
	 * @param name its name
	 * @return the report, or {@code null} if there is no such thing
	 */
	@ReadOperation
	public @Nullable OperationResponseBody weakRef(@Selector String kind, @Selector String name) {
		WeakRefsSection section = this.sections.get(kind);
		return (section != null) ? section.find(name) : null;
	}

	/**
	 * Remove all entries of all caches.
	 * @param kind {@code caches}
	 * @return the names of the caches that were cleared, or {@code null} if nothing of
	 * that kind can be
	 */
	@DeleteOperation
	public @Nullable List<String> clearAll(@Selector String kind) {
		return CACHES.equals(kind) ? this.caches.directory().all().stream().map(WeakRefsEndpoint::clear).toList()
				: null;
	}

	/**
	 * Remove all entries of a cache.
	 * @param kind {@code caches}
	 * @param name the name of the cache
	 * @return the name of the cache that was cleared, or {@code null} if there is no such
	 * cache
	 */
	@DeleteOperation
	public @Nullable List<String> clear(@Selector String kind, @Selector String name) {
		ManagedCache cache = CACHES.equals(kind) ? this.caches.directory().find(name) : null;
		return (cache != null) ? List.of(clear(cache)) : null;
	}

	private static String clear(ManagedCache cache) {
		cache.invalidateAll();
		return cache.name();
	}

}
