package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.boot.autoconfigure.PropertyText;
import dev.weakref.boot.autoconfigure.WeakRefConfigurationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Explains a {@link WeakRefConfigurationException}.
 */
final class WeakRefConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<WeakRefConfigurationException> {

	private final Environment environment;

	WeakRefConfigurationFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WeakRefConfigurationException cause) {
		PropertyText property = new PropertyText(this.environment, cause.property());
		return new FailureAnalysis(property.describe(cause.value(), cause.reason()), cause.remedy() + ".", cause);
	}

}
