package dev.weakref.boot.autoconfigure;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

import dev.weakref.WeakRefConfigurationException;

import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Finds the executor that {@code weakref.callbacks.executor} names.
 *
 * @param beanFactory knows the executor beans
 */
record CallbackExecutors(ListableBeanFactory beanFactory) {

	private static final String PROPERTY = "weakref.callbacks.executor";

	private static final String REAPER = "reaper";

	private static final String VIRTUAL_THREADS = "virtual-threads";

	/**
	 * Returns the executor of a name.
	 * @param name the value of the property
	 * @return the executor, or empty for the reaper thread itself
	 */
	Optional<Executor> find(String name) {
		return switch (name) {
			case REAPER -> Optional.empty();
			case VIRTUAL_THREADS -> Optional.of(virtualThreads());
			default -> Optional.of(bean(name));
		};
	}

	private Executor virtualThreads() {
		if (JavaVersion.getJavaVersion().isOlderThan(JavaVersion.TWENTY_ONE)) {
			throw new WeakRefConfigurationException(PROPERTY, VIRTUAL_THREADS,
					"there are no virtual threads in Java " + JavaVersion.getJavaVersion(),
					"Run the application on Java 21 or later, or set " + PROPERTY + " to " + REAPER
							+ " or to the name of an Executor bean");
		}
		return new VirtualThreadTaskExecutor("weakref-callback-");
	}

	private Executor bean(String name) {
		try {
			return this.beanFactory.getBean(name, Executor.class);
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw unusable(name, "there is no bean of that name");
		}
		catch (BeanNotOfRequiredTypeException ex) {
			throw unusable(name, "the bean of that name is a " + ex.getActualType().getName() + ", not an Executor");
		}
	}

	private WeakRefConfigurationException unusable(String name, String reason) {
		List<String> executors = List.of(this.beanFactory.getBeanNamesForType(Executor.class, true, false));
		String choice = executors.isEmpty()
				? " or " + VIRTUAL_THREADS + "; there is no Executor bean in this application"
				: ", " + VIRTUAL_THREADS + ", or one of the Executor beans " + executors;
		return new WeakRefConfigurationException(PROPERTY, name, reason, "Set it to " + REAPER + choice);
	}

}
