package dev.weakref.actuate;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The whole report.
 *
 * @param caches the caches by name
 * @param collections the named collections by name
 * @param reaper the reaper
 */
public record WeakRefsDescriptor(Map<String, CacheDescriptor> caches, Map<String, CollectionDescriptor> collections,
		ReaperDescriptor reaper) implements OperationResponseBody {
}
