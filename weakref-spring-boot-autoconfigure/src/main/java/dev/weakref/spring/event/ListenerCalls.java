package dev.weakref.spring.event;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import dev.weakref.WarnOnce;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.util.ErrorHandler;
import org.springframework.util.ReflectionUtils;

/**
 * Calls asynchronous listeners, handles the exceptions of listeners, and reports
 * listeners that were collected before they were called.
 */
final class ListenerCalls {

	private static final Logger logger = LoggerFactory.getLogger(WeakApplicationListeners.class);

	private final WarnOnce failures = new WarnOnce(logger);

	private final WarnOnce uncalled = new WarnOnce(logger);

	private final ApplicationEventMulticaster multicaster;

	private final Executor executor;

	ListenerCalls(ApplicationEventMulticaster multicaster, Executor executor) {
		this.multicaster = multicaster;
		this.executor = executor;
	}

	/**
	 * Passes the exception of a listener to the error handler of the multicaster. The
	 * multicaster cannot do so itself, because an exception that reaches it ends the
	 * delivery.
	 * @param origin the origin of the listener
	 * @param failure the exception
	 * @return whether there is an error handler; otherwise the exception is thrown to the
	 * publisher
	 */
	boolean isHandled(Origin origin, Throwable failure) {
		ErrorHandler errorHandler = errorHandler();
		if (errorHandler != null) {
			errorHandler.handleError(failure);
			return true;
		}
		if (failure instanceof ClassCastException) {
			// The multicaster would take it for its own, swallow it and skip the
			// remaining listeners.
			throw new IllegalStateException("The weak listener registered " + origin + " failed", failure);
		}
		return false;
	}

	/**
	 * Calls a listener on the executor, or on this thread if the executor takes no more
	 * tasks, as is usual during shut-down.
	 */
	void later(Origin origin, Runnable call) {
		Runnable guarded = () -> {
			try {
				call.run();
			}
			catch (Throwable ex) {
				report(origin, ex);
			}
		};
		try {
			this.executor.execute(guarded);
		}
		catch (RejectedExecutionException | BeanCreationNotAllowedException ex) {
			guarded.run();
		}
	}

	private void report(Origin origin, Throwable failure) {
		ErrorHandler errorHandler = errorHandler();
		if (errorHandler != null) {
			errorHandler.handleError(failure);
		}
		else {
			this.failures.log(origin.place(), "An asynchronous listener, registered {}, failed", origin, failure);
		}
	}

	void reportUncalled(String eventType, Origin origin) {
		this.uncalled.log(origin.place(),
				"A listener of {}, registered {}, was never called before its owner of type {} was collected."
						+ " Hold the owner for as long as it is to listen",
				eventType, origin, origin.ownerType());
	}

	/**
	 * Returns the error handler, which the multicaster gives to subclasses only.
	 */
	private @Nullable ErrorHandler errorHandler() {
		if (this.multicaster instanceof SimpleApplicationEventMulticaster) {
			Method method = errorHandlerMethod();
			ReflectionUtils.makeAccessible(method);
			return (ErrorHandler) ReflectionUtils.invokeMethod(method, this.multicaster);
		}
		return null;
	}

	static Method errorHandlerMethod() {
		return Objects
			.requireNonNull(ReflectionUtils.findMethod(SimpleApplicationEventMulticaster.class, "getErrorHandler"));
	}

}
