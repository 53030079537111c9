package dev.weakref.spring.event;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.util.ErrorHandler;
import org.springframework.util.ReflectionUtils;

/**
 * Where asynchronous listeners are called, and what becomes of what a listener throws.
 */
final class ListenerCalls {

	private final ApplicationEventMulticaster multicaster;

	private final Executor executor;

	ListenerCalls(ApplicationEventMulticaster multicaster, Executor executor) {
		this.multicaster = multicaster;
		this.executor = executor;
	}

	/**
	 * Pass what a listener has thrown to the error handler of the multicaster, which
	 * cannot do so itself without ending the delivery.
	 * @param site the site of the listener
	 * @param failure what it has thrown
	 * @return whether there is one; otherwise the exception is the publisher's
	 */
	boolean isHandled(RegistrationSite site, Throwable failure) {
		ErrorHandler errorHandler = errorHandler();
		if (errorHandler != null) {
			errorHandler.handleError(failure);
			return true;
		}
		if (failure instanceof ClassCastException) {
			// The multicaster would take it for one of its own making and swallow it
			// together with the calls of all listeners behind this one.
			throw new IllegalStateException("The weak listener registered " + site + " failed", failure);
		}
		return false;
	}

	/**
	 * Call a listener on the executor, or here if that takes no more, as is usual during
	 * shut-down.
	 */
	void later(RegistrationSite site, Runnable call) {
		Runnable guarded = () -> {
			try {
				call.run();
			}
			catch (Throwable ex) {
				report(site, ex);
			}
		};
		try {
			this.executor.execute(guarded);
		}
		catch (RejectedExecutionException | BeanCreationNotAllowedException ex) {
			guarded.run();
		}
	}

	private void report(RegistrationSite site, Throwable failure) {
		ErrorHandler errorHandler = errorHandler();
		if (errorHandler != null) {
			errorHandler.handleError(failure);
		}
		else {
			site.reportFailure(failure);
		}
	}

	/**
	 * The multicaster tells its error handler to subclasses only.
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
