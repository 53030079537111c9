package com.example.first;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.Yaml;

/**
 * The fenced blocks of the README that make up a first project.
 *
 * @param pom the first project that has the starter
 * @param yaml the first configuration
 * @param java the first class with imports
 */
record Readme(String pom, String yaml, String java) {

	static Readme read(Path file) throws IOException {
		String text = Files.readString(file);
		return new Readme(
				block(text, "xml",
						(block) -> block.contains("<project")
								&& block.contains("<artifactId>weakref-spring-boot-starter</artifactId>")),
				block(text, "yaml", (block) -> true),
				block(text, "java", (block) -> block.contains("\nimport ") && block.contains("class ")));
	}

	private static String block(String text, String language, Predicate<String> condition) {
		return Pattern.compile("^```" + language + "\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
			.matcher(text)
			.results()
			.map((result) -> result.group(1))
			.filter(condition)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("The README has no suitable block of " + language));
	}

	/**
	 * Returns the caches of the configuration.
	 * @return the properties of each cache by its name
	 */
	Map<String, Map<String, Object>> caches() {
		Map<String, Map<String, Map<String, Map<String, Object>>>> properties = new Yaml().load(this.yaml);
		return properties.get("weakref").get("caches");
	}

}
