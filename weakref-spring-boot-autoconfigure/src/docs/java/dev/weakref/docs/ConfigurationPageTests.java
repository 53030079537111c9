package dev.weakref.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the table of all configuration keys against the metadata. With the system
 * property {@code weakref.docs.write} it writes the table instead.
 */
class ConfigurationPageTests {

	private static final Path PAGE = Pages.ROOT.resolve("docs/configuration.md");

	private static final String HEAD = "| key | value | default | description |";

	@Test
	void theTableIsThatOfTheMetadata() throws IOException {
		List<String> expected = expectedRows();
		List<String> lines = Files.readAllLines(PAGE);
		int start = lines.indexOf(HEAD) + 2;
		assertThat(start).isGreaterThan(1);
		int end = start;
		while (end < lines.size() && lines.get(end).startsWith("|")) {
			end++;
		}
		if (Boolean.getBoolean("weakref.docs.write")) {
			Stream<String> written = Stream.of(lines.subList(0, start), expected, lines.subList(end, lines.size()))
				.flatMap(List::stream);
			Files.writeString(PAGE, written.collect(Collectors.joining("\n", "", "\n")));
			return;
		}
		assertThat(expected).hasSizeGreaterThan(10);
		assertThat(lines.subList(start, end)).containsExactlyElementsOf(expected);
	}

	@SuppressWarnings("unchecked")
	private static List<String> expectedRows() throws IOException {
		Map<String, Object> metadata = JsonParserFactory.getJsonParser()
			.parseMap(Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json")));
		List<Map<String, Object>> properties = new ArrayList<>((List<Map<String, Object>>) metadata.get("properties"));
		List<Map<String, Object>> hints = (List<Map<String, Object>>) metadata.get("hints");
		return properties.stream().map((property) -> row(property, hints)).toList();
	}

	private static String row(Map<String, Object> property, List<Map<String, Object>> hints) {
		Object fallback = property.get("defaultValue");
		return "| `" + property.get("name") + "` | " + value(property, hints) + " | "
				+ ((fallback != null) ? "`" + fallback + "`" : "") + " | " + property.get("description") + " |";
	}

	@SuppressWarnings("unchecked")
	private static String value(Map<String, Object> property, List<Map<String, Object>> hints) {
		String type = property.get("type").toString();
		List<String> hinted = hints.stream()
			.filter((hint) -> hint.get("name").equals(property.get("name")))
			.flatMap((hint) -> ((List<Map<String, Object>>) hint.get("values")).stream())
			.map((value) -> "`" + value.get("value") + "`")
			.toList();
		return switch (type) {
			case "java.lang.Boolean" -> "`true`, `false`";
			case "java.lang.Long", "java.lang.Integer" -> "number";
			case "java.time.Duration" -> "duration";
			case "java.lang.Class<?>" -> "class";
			case "java.lang.String" -> (hinted.isEmpty()) ? "name" : String.join(", ", hinted) + ", or a name";
			case "java.util.List<java.lang.String>" -> "list";
			default -> type.startsWith("java.util.Map<") ? "settings by name" : constants(type);
		};
	}

	private static String constants(String type) {
		Class<?> constants = ClassUtils.resolveClassName(type, ConfigurationPageTests.class.getClassLoader());
		return Arrays.stream(Objects.requireNonNull(constants.getEnumConstants(), type))
			.map((constant) -> "`" + ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
			.collect(Collectors.joining(", "));
	}

}
