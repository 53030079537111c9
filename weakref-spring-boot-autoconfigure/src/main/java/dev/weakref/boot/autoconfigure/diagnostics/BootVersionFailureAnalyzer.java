package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.boot.autoconfigure.BootVersionException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a {@link BootVersionException}. Uses only what older versions of Spring Boot
 * have.
 */
final class BootVersionFailureAnalyzer extends AbstractFailureAnalyzer<BootVersionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, BootVersionException cause) {
		return new FailureAnalysis(
				cause.getMessage() + ". Older versions lack modules that its endpoint, meters, "
						+ "health and cache manager need.",
				"Upgrade to Spring Boot " + cause.requiredVersion()
						+ " or later, or remove the dependency on dev.weakref:weakref-spring-boot-starter.",
				cause);
	}

}
