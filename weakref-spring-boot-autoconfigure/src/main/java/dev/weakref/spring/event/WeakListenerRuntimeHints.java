package dev.weakref.spring.event;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Registers the reflective calls of weak listeners. Spring itself registers annotated
 * methods, as it does those of {@link org.springframework.context.event.EventListener}.
 *
 * @hidden
 */
@Internal
public final class WeakListenerRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection()
			.registerMethod(ListenerCalls.errorHandlerMethod(), ExecutableMode.INVOKE)
			.registerType(EventConditions.Root.class, MemberCategory.INVOKE_PUBLIC_METHODS);
	}

}
