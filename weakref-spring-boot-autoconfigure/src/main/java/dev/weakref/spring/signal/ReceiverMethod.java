package dev.weakref.spring.signal;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

import dev.weakref.signal.Connector;
import dev.weakref.signal.OwnedReceiver;
import dev.weakref.signal.Signal;
import dev.weakref.spring.AnnotatedMethods;
import dev.weakref.spring.BeanInstances;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A method that is annotated with {@link WeakReceiver}. It is one receiver for all
 * instances of its class and holds none of them.
 */
final class ReceiverMethod implements OwnedReceiver<Object, Object, Object> {

	private final Method method;

	private final WeakReceiver annotation;

	private ReceiverMethod(Method method, WeakReceiver annotation) {
		this.method = method;
		this.annotation = annotation;
		ReflectionUtils.makeAccessible(method);
	}

	/**
	 * Returns the annotated methods of a class.
	 */
	static List<ReceiverMethod> of(Class<?> type) {
		return AnnotatedMethods.of(type, WeakReceiver.class)
			.entrySet()
			.stream()
			.map((entry) -> new ReceiverMethod(entry.getKey(), entry.getValue()))
			.toList();
	}

	List<String> signals() {
		return List.of(this.annotation.signal());
	}

	/**
	 * Refuses a method that cannot be a receiver.
	 * @param type the class of the bean
	 * @throws ReceiverMethodException if the method cannot be a receiver
	 */
	void check(String beanName, Class<?> type) {
		BiFunction<String, String, ReceiverMethodException> refusal = (reason, remedy) -> unsuitable(beanName, reason,
				remedy);
		AnnotatedMethods.requireCallable(this.method, "Make it an instance method", "receive", refusal);
		AnnotatedMethods.requireNoLostAdvice(this.method, type,
				"Return a CompletionStage instead, or send with sendAsync", refusal);
		if (this.method.getParameterCount() > 2) {
			throw unsuitable(beanName, "it has " + this.method.getParameterCount() + " parameters",
					"Leave the event, or the sender and the event");
		}
		if (signals().isEmpty()) {
			throw unsuitable(beanName, "its annotation names no signal",
					"Name the signal, as in @WeakReceiver(\"orders\")");
		}
	}

	/**
	 * Returns a connector with the attributes of the annotation.
	 */
	@SuppressWarnings("unchecked")
	Connector<Object, Object> connector(Signal<?, ?> signal) {
		Connector<Object, Object> connector = (Signal<Object, Object>) signal;
		if (this.annotation.sender() != void.class) {
			connector = connector.from(this.annotation.sender());
		}
		if (!this.annotation.uid().isEmpty()) {
			connector = connector.uid(this.annotation.uid());
		}
		return CompletionStage.class.isAssignableFrom(this.method.getReturnType()) ? connector.async() : connector;
	}

	@Override
	public @Nullable Object receive(Object owner, @Nullable Object sender, Object event) {
		@Nullable Object[] arguments = switch (this.method.getParameterCount()) {
			case 0 -> new Object[0];
			case 1 -> new Object[] { event };
			default -> new @Nullable Object[] { sender, event };
		};
		requireSuitable(arguments);
		return ReflectionUtils.invokeMethod(this.method, owner, arguments);
	}

	ReceiverMethodException unsuitable(String beanName, String reason, String remedy) {
		return new ReceiverMethodException(BeanInstances.publicName(beanName), toString(), reason, remedy);
	}

	private void requireSuitable(@Nullable Object[] arguments) {
		Class<?>[] types = this.method.getParameterTypes();
		for (int i = 0; i < arguments.length; i++) {
			if (!ClassUtils.isAssignableValue(types[i], arguments[i])) {
				throw new IllegalArgumentException("The receiver " + this + " takes a " + types[i].getName()
						+ " but the signal sent " + ClassUtils.getDescriptiveType(arguments[i]));
			}
		}
	}

	@Override
	public String toString() {
		return AnnotatedMethods.describe(this.method);
	}

}
