package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.directory.DuplicateNameException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link DuplicateNameException}.
 */
final class DuplicateNameFailureAnalyzer extends AbstractFailureAnalyzer<DuplicateNameException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DuplicateNameException cause) {
		String name = cause.name();
		return new FailureAnalysis(
				"There are two weak caches, collections, memoized functions, groups or signals of one kind named '"
						+ name + "', so meters and endpoint could not tell them apart.",
				"Give one of them another name: in the call that makes it, or, if it is in the configuration, "
						+ "instead of weakref.caches." + name + ".",
				cause);
	}

}
