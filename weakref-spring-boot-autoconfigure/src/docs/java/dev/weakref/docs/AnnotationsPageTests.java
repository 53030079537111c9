package dev.weakref.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the table of all annotations in docs/annotations.md against the sources.
 */
class AnnotationsPageTests {

	private static final Pattern NAME = Pattern.compile("^\\| `(dev\\.weakref\\.[\\w.]+)` \\|", Pattern.MULTILINE);

	private static final Path SOURCES = Path.of("src/main/java");

	@Test
	void theTableHasEveryAnnotationByItsImport() throws IOException {
		assertThat(NAME.matcher(Files.readString(Pages.ROOT.resolve("docs/annotations.md")))
			.results()
			.map((MatchResult name) -> name.group(1))).containsExactlyInAnyOrderElementsOf(annotations());
	}

	private static List<String> annotations() throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.filter((file) -> text(file).contains("public @interface") && !text(file).contains("@hidden"))
				.map((file) -> SOURCES.relativize(file).toString().replace(".java", "").replaceAll("[/\\\\]", "."))
				.toList();
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
