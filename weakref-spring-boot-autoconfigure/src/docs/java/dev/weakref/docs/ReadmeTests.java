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

import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds README and guides against the code: what they show is what the tests run.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	private static final Pattern SNIPPET = Pattern.compile("<!-- snippet: (\\S+) -->\\n```\\w*\\n(.*?)```",
			Pattern.DOTALL);

	@TestFactory
	Stream<DynamicTest> shownCodeIsTestedCode() throws IOException {
		List<DynamicTest> tests = new ArrayList<>();
		for (Path page : pages()) {
			Matcher snippets = SNIPPET.matcher(Files.readString(page));
			while (snippets.find()) {
				String source = snippets.group(1);
				String shown = snippets.group(2);
				tests.add(DynamicTest.dynamicTest(ROOT.relativize(page) + ": " + source,
						() -> assertThat(shown).isEqualTo(source(source))));
			}
		}
		assertThat(tests).hasSizeGreaterThan(3);
		return tests.stream();
	}

	@Test
	void noCodeIsShownUntested() throws IOException {
		for (Path page : pages()) {
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
	void everyExampleIsInTheGuide() throws IOException {
		String guide = Files.readString(ROOT.resolve("docs/guide.md"));
		assertThat(tests("src/docs/java/dev/weakref/examples")).hasSizeGreaterThan(20).allSatisfy((name, text) -> {
			List<String> regions = Pattern.compile("// tag::(\\w+)\\[]")
				.matcher(text)
				.results()
				.map((tag) -> "<!-- snippet: examples/" + name + "#" + tag.group(1) + " -->")
				.toList();
			assertThat(regions).as(name).isNotEmpty();
			assertThat(guide).contains(regions);
		});
	}

	@Test
	void everyConfigurationKeyIsInTheReadme() throws IOException {
		String readme = Files.readString(ROOT.resolve("README.md"));
		assertThat(configurationKeys()).isNotEmpty().allSatisfy((key) -> assertThat(readme).contains(key));
	}

	@Test
	void everyTestThatTheSemanticsPageNamesExists() throws IOException {
		Map<String, String> tests = tests("src");
		assertThat(tests).hasSizeGreaterThan(50);
		List<String> missing = new ArrayList<>();
		List<String> rows = Files.readAllLines(ROOT.resolve("docs/semantics.md"));
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

	@SuppressWarnings("unchecked")
	private static List<String> configurationKeys() throws IOException {
		String metadata = Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));
		List<Object> properties = (List<Object>) JsonParserFactory.getJsonParser().parseMap(metadata).get("properties");
		return properties.stream()
			.map((property) -> ((Map<String, Object>) property).get("name").toString())
			.map((name) -> name.replaceFirst("weakref\\.cache-defaults\\.", ""))
			.toList();
	}

	private static List<Path> pages() throws IOException {
		List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
		if (Files.isDirectory(ROOT.resolve("docs"))) {
			try (Stream<Path> guides = Files.list(ROOT.resolve("docs"))) {
				guides.filter((file) -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
			}
		}
		return pages;
	}

	/**
	 * A resource, or a tagged region of a class of this package.
	 */
	private static String source(String name) throws IOException {
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
