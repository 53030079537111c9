package dev.weakref.boot.autoconfigure;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import dev.weakref.testsupport.ClassPath;
import dev.weakref.testsupport.GarbageCollector;

/**
 * Starts an application in a class loader of its own, and tells what is left of it. Is
 * run in a JVM of its own.
 */
public final class ContextHygieneCheck {

	private ContextHygieneCheck() {
	}

	public static void main(String[] args) throws Exception {
		WeakReference<ClassLoader> loader = start(args[1], args[0].contains("close"));
		forgetRecords();
		ClassLoader held = args[0].contains("hold") ? loader.get() : null;
		if (args[0].equals("close and forget")) {
			GarbageCollector.awaitCollected(loader);
		}
		else {
			GarbageCollector.run();
		}
		List<String> threads = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("weakref-"))
			.toList();
		System.out.println("threads: " + threads + ", class loader collected: " + loader.refersTo(null));
		Reference.reachabilityFence(held);
	}

	/**
	 * Java 17 remembers the component types of the last record, of any library, for which
	 * it had to make an equals or a hashCode method.
	 */
	private static void forgetRecords() {
		Other one = new Other(Mode.ANY);
		Other same = new Other(Mode.ANY);
		if (!one.equals(same) || one.hashCode() != same.hashCode()) {
			throw new AssertionError("A record does not equal itself");
		}
	}

	/**
	 * The application knows no class of this program, and its thread ends, so that
	 * neither holds it.
	 */
	@SuppressWarnings("unchecked")
	private static WeakReference<ClassLoader> start(String application, boolean close) throws Exception {
		ClassLoader loader = new URLClassLoader(ClassPath.ofTests().urls(), ClassLoader.getPlatformClassLoader());
		Callable<AutoCloseable> contexts = (Callable<AutoCloseable>) loader.loadClass(application)
			.getConstructor()
			.newInstance();
		FutureTask<Boolean> task = new FutureTask<>(() -> {
			AutoCloseable context = contexts.call();
			if (close) {
				context.close();
			}
			return close;
		});
		Thread thread = new Thread(null, task, "application", 0, false);
		thread.setContextClassLoader(loader);
		thread.start();
		task.get();
		thread.join();
		return new WeakReference<>(loader);
	}

	private enum Mode {

		ANY

	}

	private record Other(Mode mode) {
	}

}
