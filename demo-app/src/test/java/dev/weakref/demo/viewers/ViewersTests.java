package dev.weakref.demo.viewers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.weakref.cache.WeakCache;
import dev.weakref.demo.pictures.OutOfSpaceException;
import dev.weakref.demo.pictures.Picture;
import dev.weakref.demo.pictures.PictureException;
import dev.weakref.demo.pictures.PictureLibrary;
import dev.weakref.demo.pictures.TestPictures;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class ViewersTests {

	private static final ViewersProperties PROPERTIES = new ViewersProperties(10, Duration.ofSeconds(20),
			Duration.ofMillis(500));

	@TempDir
	Path folder;

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakCache<String, Picture> pictures = WeakCache.<String, Picture>builder("pictures", this.reaper)
		.build();

	private final SettableClock clock = new SettableClock();

	private PictureLibrary library;

	private Viewers viewers;

	@BeforeEach
	void prepare() {
		TestPictures.write(this.folder, "a.jpg", "b.jpg", "c.jpg");
		this.library = TestPictures.library(this.folder, this.pictures, this.reaper);
		this.viewers = new Viewers(this.library, PROPERTIES, this.clock);
	}

	@Test
	void viewersOfOnePictureShareOneDecode() {
		Viewer first = this.viewers.open("a.jpg", false);
		Viewer second = this.viewers.open("a.jpg", false);
		Viewer other = this.viewers.open("b.jpg", false);
		assertThat(first.picture()).isSameAs(second.picture()).isNotSameAs(other.picture());
		assertThat(this.viewers.open()).containsExactly(first, second, other);
		assertThat(this.pictures.statistics().loads()).isEqualTo(2);
	}

	@Test
	void aPictureIsCollectedAfterItsLastViewerWasClosed() {
		String first = this.viewers.open("a.jpg", false).id();
		String second = this.viewers.open("a.jpg", false).id();
		this.viewers.close(first);
		System.gc();
		assertThat(this.pictures.contains("a.jpg")).isTrue();
		this.viewers.close(second);
		await().until(() -> {
			System.gc();
			return this.pictures.liveCount() == 0;
		});
	}

	@Test
	void closesViewersOfWhichNothingIsHeard() {
		String silent = this.viewers.open("a.jpg", false).id();
		String seen = this.viewers.open("b.jpg", false).id();
		this.clock.advance(Duration.ofSeconds(15));
		assertThat(this.viewers.seen(List.of(seen, "unknown"))).containsExactly("unknown");
		this.clock.advance(Duration.ofSeconds(10));
		this.viewers.closeAbandoned();
		assertThat(this.viewers.open()).extracting(Viewer::id).containsExactly(seen);
		assertThat(this.viewers.seen(List.of(seen, silent))).containsExactly(silent);
	}

	@Test
	void closesAllViewers() {
		this.viewers.open("a.jpg", false);
		this.viewers.open("b.jpg", true);
		this.viewers.closeAll();
		assertThat(this.viewers.open()).isEmpty();
	}

	@Test
	void limitsTheNumberOfViewers() {
		for (int i = 0; i < 10; i++) {
			this.viewers.open("a.jpg", false);
		}
		assertThatExceptionOfType(OutOfSpaceException.class).isThrownBy(() -> this.viewers.open("a.jpg", false))
			.withMessageContaining("Close one");
	}

	@Test
	void holdsNothingIfAPictureCannotBeShown() {
		assertThatExceptionOfType(PictureException.class).isThrownBy(() -> this.viewers.open("x.jpg", false));
		assertThat(this.viewers.open()).isEmpty();
	}

}
