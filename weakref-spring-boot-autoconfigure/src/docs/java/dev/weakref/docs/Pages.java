package dev.weakref.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The documents of the repository.
 */
final class Pages {

	static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	private static final Pattern BLOCK = Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);

	private Pages() {
	}

	/**
	 * Returns the README and all pages below {@code docs}.
	 */
	static List<Path> all() throws IOException {
		List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
		pages.addAll(docs());
		return pages;
	}

	/**
	 * Returns the pages below {@code docs}.
	 */
	static List<Path> docs() throws IOException {
		try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
			return pages.filter((file) -> file.toString().endsWith(".md")).sorted().toList();
		}
	}

	/**
	 * Returns the text of a page without its blocks of code.
	 */
	static String prose(Path page) throws IOException {
		return BLOCK.matcher(Files.readString(page)).replaceAll("");
	}

	/**
	 * Returns the headings of a page from a level on.
	 */
	static List<String> headings(Path page, String prefix) throws IOException {
		return prose(page).lines()
			.filter((line) -> line.startsWith(prefix))
			.map((line) -> line.replaceFirst("^#+ ", ""))
			.toList();
	}

	/**
	 * Returns the anchors of the headings of a page.
	 */
	static Set<String> anchors(Path page) throws IOException {
		Set<String> anchors = new TreeSet<>();
		for (String heading : headings(page, "#")) {
			String anchor = anchor(heading);
			for (int i = 1; !anchors.add(anchor); i++) {
				anchor = anchor(heading) + "-" + i;
			}
		}
		return anchors;
	}

	/**
	 * Returns the anchor that a heading gets on a page.
	 */
	static String anchor(String heading) {
		return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
	}

}
