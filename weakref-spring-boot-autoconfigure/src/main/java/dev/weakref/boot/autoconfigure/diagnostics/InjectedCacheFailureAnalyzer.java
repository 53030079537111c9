package dev.weakref.boot.autoconfigure.diagnostics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.weakref.boot.autoconfigure.DeclaredCaches;
import dev.weakref.boot.autoconfigure.InjectedCache;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.cache.WeakCache;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Explains a {@link WeakCache} that was to be injected and that is missing, has other
 * types, or is one of several. Comes before Boot's own analyzers, which advise to define
 * a bean.
 */
final class InjectedCacheFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException>
		implements Ordered {

	private final ConfigurableListableBeanFactory beanFactory;

	private final DeclaredCaches caches;

	private final Environment environment;

	InjectedCacheFailureAnalyzer(BeanFactory beanFactory, Environment environment) {
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
		this.caches = new DeclaredCaches(this.beanFactory, environment);
		this.environment = environment;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		String consumer = (description != null) ? description : "A component";
		if (!isConfigured()) {
			return isOurs(cause.getResolvableType()) ? notConfigured(consumer, cause) : null;
		}
		ResolvableType required = cacheType(cause.getResolvableType());
		if (required == null) {
			return null;
		}
		InjectedCache point = InjectedCache.of(injectionPoint(rootFailure), required);
		UnknownKeys unknownKeys = UnknownKeys.in(this.environment);
		List<String> texts = new ArrayList<>();
		texts.add(consumer + " requires a " + DeclaredCaches.describe(required) + " " + reason(point, cause));
		texts.add(this.caches.describe());
		List<String> remedies = new ArrayList<>();
		if (!unknownKeys.isEmpty()) {
			texts.add(unknownKeys.describe());
			remedies.add(unknownKeys.remedy());
		}
		remedies.add(remedy(point, cause));
		return new FailureAnalysis(lines(texts), lines(remedies), cause);
	}

	private FailureAnalysis notConfigured(String consumer, NoSuchBeanDefinitionException cause) {
		return new FailureAnalysis(
				consumer + " requires a bean of type " + cause.getResolvableType() + ", but the auto-configuration "
						+ WeakRefAutoConfiguration.class.getName() + " is not part of this application context.",
				"In a test of a slice of the application, such as @WebMvcTest, add @AutoConfigureWeakRef to the test "
						+ "class. Elsewhere enable auto-configuration and do not exclude that one.",
				cause);
	}

	private String reason(InjectedCache point, NoSuchBeanDefinitionException cause) {
		String name = point.name();
		if (cause instanceof NoUniqueBeanDefinitionException several) {
			return "by type, which " + several.getNumberOfBeansFound() + " caches have: "
					+ String.join(", ", Objects.requireNonNullElse(several.getBeanNamesFound(), List.of()))
					+ ((name != null) ? ". None of them is named '" + name + "'." : ".");
		}
		if (name == null) {
			return "and no cache has these types.";
		}
		if (!this.caches.names().contains(name)) {
			return "and no cache is named '" + name + "'" + (sameTypes(point).isEmpty() ? " or has these types." : ".");
		}
		ResolvableType declared = this.caches.type(name);
		return "but the cache '" + name + "' is a " + DeclaredCaches.describe(declared)
				+ (point.isSwapped(declared) ? ": the same types in the other order." : ".");
	}

	private String remedy(InjectedCache point, NoSuchBeanDefinitionException cause) {
		if (cause instanceof NoUniqueBeanDefinitionException several) {
			return "Name the parameter or field after the cache that is meant, or annotate it with one of "
					+ qualifiers(Objects.requireNonNullElse(several.getBeanNamesFound(), List.of()))
					+ ((point.name() == null)
							? ". Names of parameters count only if the class is compiled with " + "-parameters." : ".");
		}
		String name = point.name();
		if (name != null && this.caches.names().contains(name)) {
			String declared = DeclaredCaches.describe(this.caches.type(name));
			return (this.caches.isOfConfiguration(name) ? set(point, name)
					: "Declare the bean '" + name + "' as a " + DeclaredCaches.describe(point.type()))
					+ ", or require a " + declared + ".";
		}
		List<String> others = sameTypes(point);
		return set(point, (name != null) ? name : "images") + " to declare the cache"
				+ (others.isEmpty() ? "." : ", or annotate the parameter or field with " + qualifiers(others) + ".");
	}

	private String set(InjectedCache point, String name) {
		String key = this.caches.key(name);
		Class<?> keyType = point.argument(0);
		Class<?> valueType = point.argument(1);
		return (keyType != null && valueType != null) ? "Set " + key + ".key-type to " + keyType.getName() + " and "
				+ key + ".value-type to " + valueType.getName()
				: "Set a key of the cache, such as " + key + ".references,";
	}

	private List<String> sameTypes(InjectedCache point) {
		return this.caches.names()
			.stream()
			.filter((name) -> point.type().isAssignableFrom(this.caches.type(name)))
			.toList();
	}

	private boolean isConfigured() {
		return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, WeakRefAutoConfiguration.class,
				true, false).length > 0;
	}

	private static boolean isOurs(@Nullable ResolvableType type) {
		return type != null && type.resolve(Object.class).getName().startsWith("dev.weakref.");
	}

	/**
	 * Returns the type of the cache that was required, by itself or as one of all.
	 */
	private static @Nullable ResolvableType cacheType(@Nullable ResolvableType required) {
		if (required == null || WeakCache.class == required.resolve()) {
			return required;
		}
		boolean all = required.resolve() == Map.class
				|| Collection.class.isAssignableFrom(required.resolve(Object.class));
		ResolvableType last = (all) ? required.getGeneric(required.getGenerics().length - 1) : ResolvableType.NONE;
		return (last.resolve() == WeakCache.class) ? last : null;
	}

	private static @Nullable InjectionPoint injectionPoint(Throwable failure) {
		InjectionPoint point = null;
		for (Throwable each = failure; each != null; each = each.getCause()) {
			if (each instanceof UnsatisfiedDependencyException ex && ex.getInjectionPoint() != null) {
				point = ex.getInjectionPoint();
			}
		}
		return point;
	}

	private static String qualifiers(Collection<String> names) {
		return names.stream().map((name) -> "@Qualifier(\"" + name + "\")").collect(Collectors.joining(", "));
	}

	private static String lines(List<String> texts) {
		return String.join(System.lineSeparator(), texts);
	}

}
