package dev.weakref.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.weakref.finalizer.Finalizer;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A temporary directory that is removed by the first of close by hand, collection of its
 * owner, and close of the finalizers.
 */
class TemporaryDirectoryTests extends Examples {

	private Path printed;

	@Test
	void aTemporaryDirectoryIsRemovedByHand() throws IOException {
		// tag::use[]
		try (TemporaryDirectory directory = new TemporaryDirectory(this.finalizers)) {
			Path draft = directory.path().resolve("draft.txt");
			print(Files.writeString(draft, "Once upon a time"));
		}
		// end::use[]
		assertThat(this.printed).doesNotExist().hasFileName("draft.txt");
		assertThat(this.printed.getParent()).doesNotExist();
		assertThat(this.finalizers.statistics().explicit()).isOne();
	}

	private void print(Path file) {
		assertThat(file).hasContent("Once upon a time");
		this.printed = file;
	}

	@Test
	void aTemporaryDirectoryIsRemovedWithItsOwner() {
		TemporaryDirectory held = new TemporaryDirectory(this.finalizers);
		Path path = new TemporaryDirectory(this.finalizers).path();
		GarbageCollector.awaitUntil("the directory is removed", () -> Files.notExists(path));
		assertThat(held.path()).exists();
		assertThat(held.isRemoved()).isFalse();
	}

	@Test
	void aTemporaryDirectoryIsRemovedAtTheLatestWithTheApplication() {
		TemporaryDirectory directory = new TemporaryDirectory(this.finalizers);
		assertThat(directory.isRemoved()).isFalse();
		this.finalizers.close();
		assertThat(directory.path()).doesNotExist();
		assertThat(directory.isRemoved()).isTrue();
	}

	@Test
	void anActionThatKnowsTheOwnerIsRefused() {
		TemporaryDirectory directory = new TemporaryDirectory(this.finalizers);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.finalizers.register(directory, directory.path(), (path) -> directory.close()));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.finalizers.register(directory, directory, TemporaryDirectory::close));
	}

	// tag::class[]
	static final class TemporaryDirectory implements AutoCloseable {

		private final Path path = Directories.create();

		private final Finalizer<?> removal;

		TemporaryDirectory(Finalizers finalizers) {
			this.removal = finalizers.register(this, this.path, Directories::delete);
		}

		Path path() {
			return this.path;
		}

		boolean isRemoved() {
			return !this.removal.isPending();
		}

		@Override
		public void close() {
			this.removal.close();
		}

	}
	// end::class[]

}
