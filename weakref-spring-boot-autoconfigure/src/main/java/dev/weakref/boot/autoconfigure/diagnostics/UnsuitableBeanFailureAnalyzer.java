package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.spring.UnsuitableBeanException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains an {@link UnsuitableBeanException}.
 */
final class UnsuitableBeanFailureAnalyzer extends AbstractFailureAnalyzer<UnsuitableBeanException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnsuitableBeanException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.remedy() + ".", cause);
	}

}
