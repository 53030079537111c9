package dev.weakref.testsupport;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A part of the class path of the tests, to run something with no more than that.
 *
 * @param entries jars and directories
 */
public record ClassPath(List<Path> entries) {

	/**
	 * The class path of the tests without DevTools, which would restart every application
	 * that is started with it.
	 * @return nearly all of it
	 */
	public static ClassPath ofTests() {
		return withDevTools().without((entry) -> entry.contains("spring-boot-devtools"));
	}

	/**
	 * The class path of the tests.
	 * @return all of it
	 */
	public static ClassPath withDevTools() {
		return new ClassPath(
				Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList());
	}

	/**
	 * Our own classes and those of jars.
	 * @param jars says of a file name whether it belongs to the class path
	 * @return a smaller class path
	 */
	public ClassPath withJars(Predicate<String> jars) {
		return new ClassPath(this.entries.stream()
			.filter((entry) -> !entry.toString().endsWith(".jar") || jars.test(entry.getFileName().toString()))
			.toList());
	}

	/**
	 * Leave something out.
	 * @param left says of an entry whether to leave it out
	 * @return a smaller class path
	 */
	public ClassPath without(Predicate<String> left) {
		return new ClassPath(this.entries.stream().filter((entry) -> !left.test(entry.toString())).toList());
	}

	/**
	 * Put a directory into a jar, as an application has it that does not build it itself.
	 * @param directory the end of the name of the directory
	 * @param jar the file to write
	 * @return the same class path with the jar in the place of the directory
	 */
	public ClassPath packed(String directory, Path jar) {
		return new ClassPath(
				this.entries.stream().map((entry) -> entry.endsWith(directory) ? pack(entry, jar) : entry).toList());
	}

	/**
	 * The entries as a class loader wants them.
	 * @return the entries
	 */
	public URL[] urls() {
		return this.entries.stream().map(ClassPath::url).toArray(URL[]::new);
	}

	/**
	 * Run a program in a JVM of its own, for a minute at most.
	 * @param option an option of that JVM
	 * @param main its main class
	 * @param arguments its arguments
	 * @return how it ended
	 */
	public Result run(String option, Class<?> main, String... arguments) {
		return run(List.of(option), Duration.ofMinutes(1), main, arguments);
	}

	/**
	 * Run a program in a JVM of its own.
	 * @param options the options of that JVM
	 * @param limit how long it may take before it is ended
	 * @param main its main class
	 * @param arguments its arguments
	 * @return how it ended
	 */
	public Result run(List<String> options, Duration limit, Class<?> main, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp",
				String.join(File.pathSeparator, this.entries.stream().map(Path::toString).toList()), main.getName()));
		command.addAll(Arrays.asList(arguments));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			Executor later = CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
			later.execute(process::destroyForcibly);
			try {
				String output = new String(process.getInputStream().readAllBytes());
				return new Result(process.waitFor(), output);
			}
			finally {
				process.destroyForcibly();
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static Path pack(Path directory, Path jar) {
		try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar));
				Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				output
					.putNextEntry(new JarEntry(directory.relativize(file).toString().replace(File.separatorChar, '/')));
				Files.copy(file, output);
			}
			return jar;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static URL url(Path entry) {
		try {
			return entry.toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * How a program ended.
	 *
	 * @param status its exit status
	 * @param output what it wrote
	 */
	public record Result(int status, String output) {
	}

}
