package dev.weakref.demo.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * A temporary folder for the files of prints.
 */
@Component
class PrintFolder implements DisposableBean {

	private final AtomicInteger numbers = new AtomicInteger();

	private final Path folder;

	PrintFolder() throws IOException {
		this.folder = Files.createTempDirectory("prints");
	}

	Path newFile() {
		return this.folder.resolve("Print " + this.numbers.incrementAndGet());
	}

	/**
	 * The files that are there, the oldest first.
	 */
	List<String> names() {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.map((file) -> file.getFileName().toString())
				.sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
				.toList();
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	@Override
	public void destroy() throws IOException {
		FileSystemUtils.deleteRecursively(this.folder);
	}

}
