package dev.weakref.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.weakref.finalizer.Finalizer;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A temporary directory that is removed by the first of remove, collection and close. The
 * finalizer knows the path only, never the owner.
 */
class TemporaryDirectoryTests {

	private final Reaper reaper = Reaper.start();

	private final Finalizers finalizers = new Finalizers(new Referents(this.reaper));

	@TempDir
	private Path parent;

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void itIsRemovedByHand() {
		TemporaryDirectory directory = new TemporaryDirectory(this.parent, this.finalizers);
		assertThat(directory.path).exists();
		assertThat(directory.isRemoved()).isFalse();
		directory.remove();
		directory.remove();
		assertThat(directory.path).doesNotExist();
		assertThat(directory.isRemoved()).isTrue();
	}

	@Test
	void itIsRemovedWithItsOwner() {
		TemporaryDirectory held = new TemporaryDirectory(this.parent, this.finalizers);
		Path path = new TemporaryDirectory(this.parent, this.finalizers).path;
		GarbageCollector.awaitUntil("the directory is removed", () -> Files.notExists(path));
		assertThat(held.path).exists();
		assertThat(held.isRemoved()).isFalse();
	}

	@Test
	void itIsRemovedAtClose() {
		TemporaryDirectory directory = new TemporaryDirectory(this.parent, this.finalizers);
		this.finalizers.close();
		assertThat(directory.path).doesNotExist();
		assertThat(directory.isRemoved()).isTrue();
	}

	static class TemporaryDirectory {

		final Path path;

		private final Finalizer<?> finalizer;

		TemporaryDirectory(Path parent, Finalizers finalizers) {
			this.path = create(parent);
			this.finalizer = finalizers.register(this, this.path, TemporaryDirectory::delete);
		}

		void remove() {
			this.finalizer.call();
		}

		boolean isRemoved() {
			return !this.finalizer.isAlive();
		}

		private static Path create(Path parent) {
			try {
				return Files.createTempDirectory(parent, "example");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static void delete(Path path) {
			try {
				Files.delete(path);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
