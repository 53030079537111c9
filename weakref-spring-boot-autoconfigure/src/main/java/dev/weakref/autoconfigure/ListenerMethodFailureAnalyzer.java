package dev.weakref.autoconfigure;

import dev.weakref.spring.event.ListenerMethodException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link ListenerMethodException}.
 */
final class ListenerMethodFailureAnalyzer extends AbstractFailureAnalyzer<ListenerMethodException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ListenerMethodException cause) {
		return new FailureAnalysis(
				"The method " + cause.method() + " of the bean '" + cause.beanName()
						+ "' is annotated with @WeakEventListener, but " + cause.reason() + ".",
				cause.remedy() + ".", cause);
	}

}
