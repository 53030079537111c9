package dev.weakref.actuate;

import java.util.Map;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The whole report.
 *
 * @param caches the caches by name
 * @param reaper the reaper
 */
public record WeakRefsDescriptor(Map<String, CacheDescriptor> caches,
		ReaperDescriptor reaper) implements OperationResponseBody {
}
