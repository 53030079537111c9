package dev.weakref.directory;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DirectoryEntry}.
 */
class DirectoryEntryTests {

	private final Object owner = new Object();

	private final DirectoryEntry<String> entry = new DirectoryEntry<>("name", "managed", this.owner);

	private final AtomicInteger closed = new AtomicInteger();

	@Test
	void anEntryThatIsRemovedIsWatchedNoMore() {
		this.entry.watchedBy(this.closed::incrementAndGet);
		assertThat(this.closed).hasValue(0);
		this.entry.removed();
		assertThat(this.closed).hasValue(1);
	}

	@Test
	void anEntryThatWasRemovedBeforeItCouldBeWatchedIsNotWatched() {
		this.entry.removed();
		this.entry.watchedBy(this.closed::incrementAndGet);
		assertThat(this.closed).hasValue(1);
	}

}
