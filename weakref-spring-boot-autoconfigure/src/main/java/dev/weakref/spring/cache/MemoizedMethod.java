package dev.weakref.spring.cache;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.BaseStream;

import dev.weakref.collection.KeyEquality;
import dev.weakref.spring.AnnotatedMethods;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * A memoized method, and the check whether it can be memoized.
 */
final class MemoizedMethod extends StaticMethodMatcherPointcut {

	private static final List<Class<?>> USED_UP = List.of(BaseStream.class, Iterator.class, InputStream.class,
			Flow.Publisher.class);

	private final Method method;

	private final KeyEquality keyEquality;

	MemoizedMethod(Method method, KeyEquality keyEquality) {
		this.method = method;
		this.keyEquality = keyEquality;
	}

	/**
	 * Returns the memoized methods of a class.
	 */
	static List<MemoizedMethod> of(Class<?> type) {
		return AnnotatedMethods.of(type, Memoized.class)
			.entrySet()
			.stream()
			.map((entry) -> new MemoizedMethod(entry.getKey(), entry.getValue().keys()))
			.toList();
	}

	Method method() {
		return this.method;
	}

	KeyEquality keyEquality() {
		return this.keyEquality;
	}

	/**
	 * Returns the name of the method, with its parameters where others have the same
	 * name.
	 */
	String nameAmong(List<MemoizedMethod> methods) {
		String name = this.method.getName();
		boolean unique = methods.stream().filter((other) -> other.method.getName().equals(name)).count() == 1;
		return (unique) ? name : UnsuitableMethodException.signature(this.method);
	}

	/**
	 * Returns whether a call is one of this method, by way of an interface or a
	 * superclass as well.
	 */
	@Override
	public boolean matches(Method called, Class<?> targetClass) {
		return AopUtils.getMostSpecificMethod(called, targetClass).equals(this.method);
	}

	/**
	 * Refuses a method that cannot be memoized.
	 * @param byInterfaces whether the proxy has the interfaces of the bean rather than
	 * its class
	 */
	void check(String beanName, Class<?> type, boolean byInterfaces) {
		checkVisible(beanName, type, byInterfaces);
		check(beanName);
	}

	/**
	 * Refuses a method that cannot be memoized with any proxy.
	 */
	void check(String beanName) {
		checkNotHidden(beanName, true);
		String suspending = AnnotatedMethods.whySuspending(this.method);
		if (suspending != null) {
			throw unsuitable(beanName, suspending, "Let an ordinary function return a CompletableFuture");
		}
		Class<?> result = this.method.getReturnType();
		if (result == void.class || result == Void.class) {
			throw unsuitable(beanName, "it has no result to remember", "Remove @Memoized");
		}
		if (isUsedUp(result)) {
			throw unsuitable(beanName,
					"a " + result.getSimpleName() + " can be used only once, or starts again each time",
					"Return a collection or another value that can be shared, or use @Cacheable for reactive types");
		}
		if (this.method.isVarArgs()) {
			throw unsuitable(beanName, "its last argument is a new array for each call",
					"Let it have a parameter of its own for each argument, or one of a type that callers share");
		}
	}

	private void checkNotHidden(String beanName, boolean byInterfaces) {
		String hiding = hiding(byInterfaces);
		if (hiding != null) {
			throw unsuitable(beanName, "it is " + hiding + ", so that the proxy of the bean does not see its calls",
					"Remove '" + hiding + "' from the method, or use Memoizers");
		}
	}

	private void checkVisible(String beanName, Class<?> type, boolean byInterfaces) {
		checkNotHidden(beanName, byInterfaces);
		if (byInterfaces && !this.method.getDeclaringClass().isInterface()
				&& ClassUtils.getInterfaceMethodIfPossible(this.method, type) == this.method) {
			throw unsuitable(beanName, "the proxy of the bean has its interfaces only, none of which has the method",
					"Declare the method in an interface, or set spring.aop.proxy-target-class to true");
		}
		if (!byInterfaces && Modifier.isFinal(type.getModifiers())) {
			throw unsuitable(beanName, "its class is final, so that there can be no proxy of it",
					"Remove 'final' from the class, or use Memoizers");
		}
	}

	private @Nullable String hiding(boolean byInterfaces) {
		int modifiers = this.method.getModifiers();
		if (Modifier.isPrivate(modifiers)) {
			return "private";
		}
		if (Modifier.isStatic(modifiers)) {
			return "static";
		}
		return (!byInterfaces && Modifier.isFinal(modifiers)) ? "final" : null;
	}

	private UnsuitableMethodException unsuitable(String beanName, String reason, String remedy) {
		return new UnsuitableMethodException(beanName, this.method, "be memoized", reason, remedy);
	}

	private static boolean isUsedUp(Class<?> result) {
		return USED_UP.stream().anyMatch((type) -> type.isAssignableFrom(result))
				|| !CompletionStage.class.isAssignableFrom(result)
						&& ReactiveAdapterRegistry.getSharedInstance().getAdapter(result) != null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof MemoizedMethod that && this.method.equals(that.method));
	}

	@Override
	public int hashCode() {
		return this.method.hashCode();
	}

}
