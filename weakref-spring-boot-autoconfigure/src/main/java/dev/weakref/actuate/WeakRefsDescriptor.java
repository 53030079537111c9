package dev.weakref.actuate;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The whole report.
 *
 * @param caches the caches by name
 * @param collections the named collections by name
 * @param registry what is registered, by type, group or kind of companion
 * @param finalizers the finalizers, or {@code null} if the application has none
 * @param signals the named signals by name
 * @param reaper the reaper
 */
public record WeakRefsDescriptor(Map<String, CacheDescriptor> caches, Map<String, CollectionDescriptor> collections,
		Map<String, GroupDescriptor> registry, @Nullable FinalizersDescriptor finalizers,
		Map<String, SignalDescriptor> signals, ReaperDescriptor reaper) implements OperationResponseBody {
}
