package dev.weakref.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the log lines and failure texts that the pages quote against the sources. Each
 * block of {@code text} is one message, in which an ellipsis stands for what differs from
 * case to case.
 */
class QuotedTextTests {

	private static final Pattern QUOTE = Pattern.compile("```text\\n(.*?)```", Pattern.DOTALL);

	@Test
	void everyQuotedMessageIsInTheSources() throws IOException {
		String sources = sources();
		List<String> unknown = new ArrayList<>();
		int quotes = 0;
		for (Path page : Pages.all()) {
			Matcher quote = QUOTE.matcher(Files.readString(page));
			while (quote.find()) {
				quotes++;
				String message = quote.group(1).strip().replaceAll("\\s+", " ");
				if (!pattern(message).matcher(sources).find()) {
					unknown.add(page.getFileName() + ": " + message);
				}
			}
		}
		assertThat(unknown).isEmpty();
		assertThat(quotes).isGreaterThan(10);
	}

	private static Pattern pattern(String message) {
		return Pattern.compile(Arrays.stream(message.split("…", -1))
			.map((part) -> part.isEmpty() ? "" : Pattern.quote(part))
			.collect(Collectors.joining(".{1,120}?")));
	}

	/**
	 * Returns the code of the library, each text in one piece.
	 */
	private static String sources() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
			StringBuilder sources = new StringBuilder();
			for (Path file : files.filter((path) -> path.toString().endsWith(".java")).toList()) {
				sources.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("\\s+", " "))
					.append('\n');
			}
			return sources.toString().replace("\\\"", "\"");
		}
	}

}
