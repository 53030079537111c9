package dev.weakref.spring.cache;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.interceptor.CacheEvictOperation;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * One cache operation of a method of a bean.
 *
 * @param beanName the name of the bean
 * @param type the class of the bean
 * @param method the method
 * @param operation what is done to caches
 * @param simpleKeys whether keys are made of the arguments, unless the operation says
 * otherwise
 */
record CachedMethod(String beanName, Class<?> type, Method method, CacheOperation operation, boolean simpleKeys) {

	boolean stores() {
		return !(this.operation instanceof CacheEvictOperation);
	}

	/**
	 * Returns the reason why each call creates a new key, as far as the declaration shows
	 * it.
	 * @return a clause, or {@code null} if it cannot be told
	 */
	@Nullable String whyKeysAreTemporary() {
		if (!this.simpleKeys || !this.operation.getKey().isEmpty() || !this.operation.getKeyGenerator().isEmpty()) {
			return null;
		}
		Class<?>[] parameters = arguments();
		if (parameters.length > 1) {
			return "each call makes a key of its " + parameters.length + " arguments";
		}
		if (parameters.length == 0) {
			return null;
		}
		Class<?> parameter = ClassUtils.resolvePrimitiveIfNecessary(parameters[0]);
		if (parameter.isArray()) {
			return "each call makes a key of the elements of its argument";
		}
		return (TemporaryKeyException.isTemporaryType(parameter))
				? "its argument is the key, and two calls rarely have the same " + parameter.getSimpleName() + " object"
				: null;
	}

	/**
	 * Returns the type of the stored values, which Spring unwraps from the result.
	 */
	Class<?> resultType() {
		ResolvableType result = KotlinDetector.isSuspendingFunction(this.method) ? suspendingResultType()
				: ResolvableType.forMethodReturnType(this.method, this.type);
		Class<?> raw = result.resolve(Object.class);
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw);
		if (adapter != null) {
			return (adapter.isMultiValue()) ? Iterable.class : result.getGeneric().resolve(Object.class);
		}
		boolean wrapped = CompletableFuture.class.isAssignableFrom(raw) || raw == Optional.class;
		return (wrapped) ? result.getGeneric().resolve(Object.class) : ClassUtils.resolvePrimitiveIfNecessary(raw);
	}

	/**
	 * Returns the parameters from which Spring creates a key, without the continuation of
	 * a suspending function of Kotlin.
	 */
	private Class<?>[] arguments() {
		Class<?>[] parameters = this.method.getParameterTypes();
		return KotlinDetector.isSuspendingFunction(this.method) ? Arrays.copyOf(parameters, parameters.length - 1)
				: parameters;
	}

	/**
	 * Returns the type that the continuation takes.
	 */
	private ResolvableType suspendingResultType() {
		return ResolvableType.forMethodParameter(this.method, this.method.getParameterCount() - 1, this.type)
			.getGeneric();
	}

}
