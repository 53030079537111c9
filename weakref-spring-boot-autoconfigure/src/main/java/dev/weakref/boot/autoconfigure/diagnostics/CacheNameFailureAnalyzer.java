package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.boot.autoconfigure.CacheNames;
import dev.weakref.boot.autoconfigure.PropertyText;
import dev.weakref.cache.WeakCache;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Explains a {@link BeanNotOfRequiredTypeException} that is due to the name of a cache in
 * the configuration, such as {@code messageSource}, under which Spring looks for a bean
 * of another type.
 */
final class CacheNameFailureAnalyzer extends AbstractFailureAnalyzer<BeanNotOfRequiredTypeException> {

	private final Environment environment;

	CacheNameFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanNotOfRequiredTypeException cause) {
		String name = cause.getBeanName();
		PropertyText property = new PropertyText(this.environment, new CacheNames(this.environment).writtenKey(name));
		if (!WeakCache.class.isAssignableFrom(cause.getActualType()) || !property.isSetOrHasSome()) {
			return null;
		}
		return new FailureAnalysis(property.describe(null, "a bean named '" + name + "' is to be a "
				+ cause.getRequiredType().getName() + " rather than a WeakCache"), "Choose another name for the cache.",
				cause);
	}

}
