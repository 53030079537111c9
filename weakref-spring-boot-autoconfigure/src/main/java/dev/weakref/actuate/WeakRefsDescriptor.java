package dev.weakref.actuate;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The whole report.
 *
 * @param caches the caches by name
 * @param collections the named collections by name
 * @param finalizers the finalizers, or {@code null} if the application has none
 * @param reaper the reaper
 */
public record WeakRefsDescriptor(Map<String, CacheDescriptor> caches, Map<String, CollectionDescriptor> collections,
		@Nullable FinalizersDescriptor finalizers, ReaperDescriptor reaper) implements OperationResponseBody {
}
