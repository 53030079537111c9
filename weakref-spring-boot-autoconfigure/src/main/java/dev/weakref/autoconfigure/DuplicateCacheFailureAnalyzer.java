package dev.weakref.autoconfigure;

import dev.weakref.cache.DuplicateCacheException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link DuplicateCacheException}.
 */
final class DuplicateCacheFailureAnalyzer extends AbstractFailureAnalyzer<DuplicateCacheException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DuplicateCacheException cause) {
		String name = cause.cacheName();
		return new FailureAnalysis(
				"There are two weak caches named '" + name + "', so meters and endpoint could not tell them apart.",
				"Give one of them another name: in the call that makes it, or, if it is in the configuration, "
						+ "instead of weakref.caches." + name + ".",
				cause);
	}

}
