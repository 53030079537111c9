package dev.weakref.demo.pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

/**
 * The folder with the image files. A name is never made into a path: it is looked for
 * among the files there are.
 */
@Component
class PictureFolder {

	private final Path folder;

	PictureFolder(PicturesProperties properties) {
		this.folder = properties.folder().toAbsolutePath().normalize();
	}

	Path path() {
		return this.folder;
	}

	/**
	 * The names of all pictures, sorted.
	 */
	List<String> names() {
		return list().map((file) -> file.getFileName().toString()).sorted().toList();
	}

	/**
	 * The file of a picture.
	 */
	Path file(String name) {
		return list().filter((file) -> file.getFileName().toString().equals(name))
			.findFirst()
			.orElseThrow(UnknownPictureException::new);
	}

	/**
	 * Add a picture. It is there in full or not at all.
	 */
	void add(String name, BufferedImage image) throws IOException {
		Files.createDirectories(this.folder);
		Path part = this.folder.resolve(name + ".part");
		try {
			Files.write(part, Jpeg.encode(image, 0.9f));
			Files.move(part, this.folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(part);
		}
	}

	private Stream<Path> list() {
		if (!Files.isDirectory(this.folder)) {
			return Stream.of();
		}
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.filter((file) -> Decoder.canRead(file.getFileName().toString()) && Files.isRegularFile(file))
				.toList()
				.stream();
		}
		catch (IOException ex) {
			return Stream.of();
		}
	}

}
