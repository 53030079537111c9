package dev.weakref.demo.card;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The source code of this application, which is on its class path. A region is what
 * stands between {@code // tag::name[]} and {@code // end::name[]}; a file may have
 * several pieces of a region.
 */
@Component
class SourceCode {

	/**
	 * Cut a region out of the source code of a class.
	 */
	Excerpt excerpt(Class<?> type, String region) {
		List<String> lines = new ArrayList<>();
		boolean inside = false;
		for (String line : read(type).lines().toList()) {
			if (line.strip().equals("// tag::" + region + "[]")) {
				inside = true;
			}
			else if (line.strip().equals("// end::" + region + "[]")) {
				inside = false;
			}
			else if (inside) {
				lines.add(line.replace("\t", "    "));
			}
		}
		if (lines.isEmpty()) {
			throw new IllegalStateException(type.getName() + " has no region '" + region + "'");
		}
		return new Excerpt(type.getSimpleName() + ".java", unindent(lines));
	}

	private static String unindent(List<String> lines) {
		int indentation = lines.stream()
			.filter((line) -> !line.isBlank())
			.mapToInt((line) -> line.length() - line.stripLeading().length())
			.min()
			.orElse(0);
		return lines.stream()
			.map((line) -> line.isBlank() ? "" : line.substring(indentation))
			.collect(Collectors.joining("\n"));
	}

	private static String read(Class<?> type) {
		try {
			return new ClassPathResource("sources/" + type.getName().replace('.', '/') + ".java")
				.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
