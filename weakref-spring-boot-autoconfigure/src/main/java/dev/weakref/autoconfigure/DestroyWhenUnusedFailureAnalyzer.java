package dev.weakref.autoconfigure;

import dev.weakref.spring.bean.DestroyWhenUnusedException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link DestroyWhenUnusedException}.
 */
final class DestroyWhenUnusedFailureAnalyzer extends AbstractFailureAnalyzer<DestroyWhenUnusedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DestroyWhenUnusedException cause) {
		return new FailureAnalysis(
				"The bean '" + cause.beanName() + "' (defined in " + cause.origin()
						+ ") is marked with @DestroyWhenUnused, but " + cause.reason() + ".",
				cause.remedy() + ".", cause);
	}

}
