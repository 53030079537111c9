package dev.weakref.demo.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PictureFolderTests {

	@TempDir
	Path directory;

	private Path pictures;

	private PictureFolder folder;

	@BeforeEach
	void prepare() throws IOException {
		this.pictures = Files.createDirectory(this.directory.resolve("pictures"));
		this.folder = new PictureFolder(TestPictures.properties(this.pictures));
		TestPictures.write(this.directory, "secret.jpg");
		TestPictures.write(this.pictures, "b.jpg", "A b c.JPG", "a.png");
		TestPictures.write(this.pictures.resolve("inner.jpg"), "c.jpg");
		Files.writeString(this.pictures.resolve("notes.txt"), "no picture");
		Files.writeString(this.pictures.resolve(".jpg"), "no picture");
	}

	@Test
	void listsPicturesOnly() {
		assertThat(this.folder.names()).containsExactly("A b c.JPG", "a.png", "b.jpg");
	}

	@Test
	void findsPicturesByName() {
		assertThat(this.folder.file("A b c.JPG")).isEqualTo(this.pictures.resolve("A b c.JPG"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "../secret.jpg", "..\\secret.jpg", "inner.jpg/c.jpg", "inner.jpg", "./b.jpg", "B.jpg", "",
			".", "..", "/etc/passwd", "notes.txt", "b.jpg\0", "\0" })
	void knowsNothingElse(String name) {
		assertThatExceptionOfType(UnknownPictureException.class).isThrownBy(() -> this.folder.file(name));
	}

	@Test
	void isEmptyWhenThereIsNoFolder() {
		PictureFolder missing = new PictureFolder(TestPictures.properties(this.directory.resolve("missing")));
		assertThat(missing.names()).isEmpty();
	}

	@Test
	void addsPicturesAndLeavesNothingElseBehind() throws IOException {
		this.folder.add("new.jpg", TestPictures.image(4, 3, 0x112233));
		assertThat(this.folder.names()).contains("new.jpg");
		assertThat(Decoder.decode(this.folder.file("new.jpg")).getWidth()).isEqualTo(4);
		assertThat(this.pictures.toFile().list()).noneMatch((name) -> name.endsWith(".part"));
	}

}
