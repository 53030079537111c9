package dev.weakref.demo.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class PainterTests {

	@TempDir
	Path directory;

	@Test
	void fillsAFolderThatIsNotThere() {
		Path pictures = this.directory.resolve("some/pictures");
		Painter painter = painter(pictures);
		painter.start();
		await().until(() -> !painter.progress().active());
		assertThat(painter.progress()).isEqualTo(new PaintingProgress(false, 3, 3, 1, null, null));
		assertThat(new PictureFolder(TestPictures.properties(pictures)).names()).hasSize(3);
	}

	@Test
	void goesOnWhereItWasInterrupted() throws IOException {
		Painter first = painter(this.directory);
		first.start();
		await().until(() -> !first.progress().active());
		Files.delete(this.directory.resolve("frost-on-the-window.jpg"));
		Painter second = painter(this.directory);
		second.start();
		await().until(() -> !second.progress().active());
		assertThat(second.progress().painted()).isOne();
		assertThat(this.directory.resolve("frost-on-the-window.jpg")).exists();
	}

	@Test
	void leavesOtherPicturesAlone() {
		TestPictures.write(this.directory, "holiday.jpg");
		Painter painter = painter(this.directory);
		painter.start();
		assertThat(painter.progress()).isEqualTo(new PaintingProgress(false, 0, 0, 1, null, null));
		assertThat(this.directory.toFile().list()).containsExactly("holiday.jpg");
	}

	@Test
	void saysThatAFolderCannotBeWritten(CapturedOutput output) throws IOException {
		Path pictures = Files.createFile(this.directory.resolve("file")).resolve("pictures");
		Painter painter = painter(pictures);
		painter.start();
		await().until(() -> !painter.progress().active());
		assertThat(painter.progress().problem()).contains(pictures.toString()).contains("demo.pictures.folder");
		assertThat(output).contains("cannot be written");
	}

	private static Painter painter(Path folder) {
		PicturesProperties properties = TestPictures.properties(folder);
		return new Painter(new PictureFolder(properties), properties);
	}

}
