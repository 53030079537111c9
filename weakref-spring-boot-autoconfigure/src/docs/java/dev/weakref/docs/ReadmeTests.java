package dev.weakref.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the code on README and pages against the code that the tests run.
 */
class ReadmeTests {

	private static final Pattern SNIPPET = Pattern.compile("<!-- snippet: (\\S+) -->\\n```\\w*\\n(.*?)```",
			Pattern.DOTALL);

	@TestFactory
	Stream<DynamicTest> shownCodeIsTestedCode() throws IOException {
		List<DynamicTest> tests = new ArrayList<>();
		for (Path page : Pages.all()) {
			Matcher snippets = SNIPPET.matcher(Files.readString(page));
			while (snippets.find()) {
				String source = snippets.group(1);
				String shown = snippets.group(2);
				tests.add(DynamicTest.dynamicTest(Pages.ROOT.relativize(page) + ": " + source,
						() -> assertThat(shown).isEqualTo(source(source))));
			}
		}
		assertThat(tests).hasSizeGreaterThan(3);
		return tests.stream();
	}

	@Test
	void noCodeIsShownUntested() throws IOException {
		for (Path page : Pages.all()) {
			String text = Files.readString(page);
			long java = text.lines().filter((line) -> line.equals("```java")).count();
			long tested = SNIPPET.matcher(text)
				.results()
				.filter((snippet) -> snippet.group().contains("```java"))
				.count();
			assertThat(java).as(page.toString()).isEqualTo(tested);
		}
	}

	@Test
	void everyExampleIsOnAPage() throws IOException {
		StringBuilder pages = new StringBuilder();
		for (Path page : Pages.docs()) {
			pages.append(Files.readString(page));
		}
		assertThat(tests("src/docs/java/dev/weakref/examples")).hasSizeGreaterThan(20).allSatisfy((name, text) -> {
			List<String> regions = Pattern.compile("// tag::(\\w+)\\[]")
				.matcher(text)
				.results()
				.map((tag) -> "<!-- snippet: examples/" + name + "#" + tag.group(1) + " -->")
				.toList();
			assertThat(regions).as(name).isNotEmpty();
			assertThat(pages).contains(regions);
		});
	}

	@Test
	void everyTestThatTheSemanticsPageNamesExists() throws IOException {
		Map<String, String> tests = tests("src");
		assertThat(tests).hasSizeGreaterThan(50);
		List<String> missing = new ArrayList<>();
		List<String> rows = Files.readAllLines(Pages.ROOT.resolve("docs/semantics.md"));
		for (String row : rows.stream().filter((line) -> line.startsWith("| ")).toList()) {
			String shownBy = row.substring(row.lastIndexOf('|', row.length() - 2) + 1);
			Matcher names = Pattern.compile("`(?:[a-z]+\\.)*(\\w+Tests)?\\.?(\\w*)`").matcher(shownBy);
			String type = "";
			while (names.find()) {
				type = (names.group(1) != null) ? names.group(1) : type;
				if (!tests.getOrDefault(type, "")
					.contains(names.group(2).isEmpty() ? type : " " + names.group(2) + "(")) {
					missing.add(type + "." + names.group(2));
				}
			}
		}
		assertThat(missing).isEmpty();
	}

	private static Map<String, String> tests(String folder) throws IOException {
		try (Stream<Path> files = Files.walk(Path.of(folder))) {
			Map<String, String> tests = new HashMap<>();
			for (Path file : files.filter((path) -> path.toString().endsWith("Tests.java")).toList()) {
				tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
			}
			return tests;
		}
	}

	/**
	 * Returns a resource, a whole class, or a tagged region of a class.
	 */
	private static String source(String name) throws IOException {
		if (name.endsWith(".java")) {
			return Files.readString(Path.of("src/docs/java", name)).replace("\t", "    ");
		}
		if (!name.contains("#")) {
			return Files.readString(Path.of("src/test/resources/docs", name));
		}
		String[] place = name.split("#");
		Path file = Path.of("src/docs/java/dev/weakref", place[0] + ".java");
		String text = Files.readString(file);
		Matcher region = Pattern
			.compile("// tag::" + place[1] + "\\[]\\n(.*?)\\n[\\t ]*// end::" + place[1] + "\\[]", Pattern.DOTALL)
			.matcher(text);
		assertThat(region.find()).as("region %s of %s", place[1], file).isTrue();
		return region.group(1).replace("\t", "    ").stripIndent().lines().collect(Collectors.joining("\n", "", "\n"));
	}

}
