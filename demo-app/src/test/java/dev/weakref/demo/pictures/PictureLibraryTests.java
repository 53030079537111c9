package dev.weakref.demo.pictures;

import java.nio.file.Path;

import dev.weakref.cache.WeakCache;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PictureLibraryTests {

	@TempDir
	Path folder;

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakCache<String, Picture> pictures = WeakCache.<String, Picture>builder("pictures", this.reaper)
		.build();

	private PictureLibrary library;

	@BeforeEach
	void prepare() {
		TestPictures.write(this.folder, "a.jpg", "b.jpg");
		TestPictures.writeDamaged(this.folder.resolve("torn.jpg"));
		this.library = TestPictures.library(this.folder, this.pictures, this.reaper);
	}

	@Test
	void decodesOnceForAllWhoLook() {
		FoundPicture first = this.library.picture("a.jpg");
		FoundPicture second = this.library.picture("a.jpg");
		assertThat(first.decoded()).isTrue();
		assertThat(second.decoded()).isFalse();
		assertThat(second.picture()).isSameAs(first.picture());
		assertThat(this.library.states()).extracting(PictureState::live).containsExactly(true, false, false);
		assertThat(this.library.states().get(0)).isEqualTo(new PictureState("a.jpg", true, 1, 40 * 30 * 3));
	}

	@Test
	void saysThatAFileCannotBeRead() {
		assertThatExceptionOfType(UnreadablePictureException.class).isThrownBy(() -> this.library.picture("torn.jpg"))
			.withMessageContaining("torn.jpg");
		assertThatExceptionOfType(UnreadablePictureException.class)
			.isThrownBy(() -> this.library.thumbnail("torn.jpg"));
		assertThat(this.pictures.statistics().loadFailures()).isOne();
		assertThat(this.pictures.liveCount()).isZero();
	}

	@Test
	void makesThumbnails() {
		assertThat(this.library.thumbnail("a.jpg")).startsWith(0xff, 0xd8);
	}

}
