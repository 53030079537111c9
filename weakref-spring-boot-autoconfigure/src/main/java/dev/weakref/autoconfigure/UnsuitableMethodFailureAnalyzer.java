package dev.weakref.autoconfigure;

import dev.weakref.spring.cache.UnsuitableMethodException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains an {@link UnsuitableMethodException}.
 */
final class UnsuitableMethodFailureAnalyzer extends AbstractFailureAnalyzer<UnsuitableMethodException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnsuitableMethodException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.remedy() + ".", cause);
	}

}
