package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.directory.BlankNameException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link BlankNameException}, whose name was given in code.
 */
final class BlankNameFailureAnalyzer extends AbstractFailureAnalyzer<BlankNameException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, BlankNameException cause) {
		return new FailureAnalysis(
				"A weak cache, collection, memoized function, group or signal is to be named '" + cause.name()
						+ "', which is blank, so log, meters and endpoint could not show it.",
				"Give it another name in the call that makes it.", cause);
	}

}
