package dev.weakref.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the documents together: their links, their tables of contents and their sizes.
 */
class LinkTests {

	private static final Pattern LINK = Pattern.compile("]\\(([^()\\s]+)\\)");

	private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s)>`\"]+");

	private static final Set<String> WITHOUT_CONTENTS = Set.of("semantics.md", "benchmarks.md", "architecture.md");

	@Test
	void everyLinkLeadsToAFileAndAHeading() throws IOException {
		List<String> broken = new ArrayList<>();
		int links = 0;
		for (Path page : documents()) {
			for (String link : links(page)) {
				links++;
				String[] parts = link.split("#", 2);
				Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
				if (!Files.exists(target)) {
					broken.add(page.getFileName() + ": " + link + " is no file");
				}
				else if (parts.length == 2 && !Pages.anchors(target).contains(parts[1])) {
					broken.add(page.getFileName() + ": " + link + " is no heading");
				}
			}
		}
		assertThat(broken).isEmpty();
		assertThat(links).isGreaterThan(100);
	}

	@Test
	void theReadmeLinksEachPage() throws IOException {
		List<String> links = links(Pages.ROOT.resolve("README.md")).stream()
			.map((link) -> link.replaceFirst("#.*", ""))
			.toList();
		assertThat(links).containsAll(
				Pages.docs().stream().map((page) -> Pages.ROOT.relativize(page).toString().replace('\\', '/')).toList());
	}

	@Test
	void eachPageBeginsWithATableOfContents() throws IOException {
		for (Path page : Pages.docs()) {
			if (!WITHOUT_CONTENTS.contains(page.getFileName().toString())) {
				List<String> headings = Pages.headings(page, "## ");
				String contents = Pages.prose(page).split("\n## ")[0];
				assertThat(headings).as(page.toString())
					.allSatisfy((heading) -> assertThat(contents).contains("](#" + Pages.anchor(heading) + ")"));
			}
		}
	}

	@Test
	void pagesAreShort() throws IOException {
		assertThat(Pages.ROOT.resolve("README.md")).satisfies((page) -> assertThat(Files.size(page)).isBetween(1L, 8192L));
		for (Path page : Pages.docs()) {
			assertThat(Files.size(page)).as(page.toString()).isLessThanOrEqualTo(16 * 1024);
		}
	}

	@Test
	void onlyKnownAddressesAreNamed() throws IOException {
		for (Path page : documents()) {
			assertThat(ADDRESS.matcher(Files.readString(page)).results().map(MatchResult::group)).as(page.toString())
				.allSatisfy((address) -> assertThat(address).matches("http://localhost:8080.*|"
						+ "https://github\\.com/ben-manes/caffeine|http://maven\\.apache\\.org/POM/4\\.0\\.0|"
						+ "https://keepachangelog\\.com/en/1\\.1\\.0/|https://semver\\.org/spec/v2\\.0\\.0\\.html"));
		}
	}

	private static List<Path> documents() throws IOException {
		List<Path> documents = new ArrayList<>(Pages.docs());
		try (Stream<Path> files = Files.list(Pages.ROOT)) {
			files.filter((file) -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
		}
		return documents;
	}

	/**
	 * Returns the links of a page within this repository.
	 */
	private static List<String> links(Path page) throws IOException {
		return LINK.matcher(Pages.prose(page))
			.results()
			.map((link) -> link.group(1))
			.filter((link) -> !link.contains("://"))
			.toList();
	}

}
