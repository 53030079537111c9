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
public class SourceCode {

	/**
	 * Cut a region out of the source code of a class.
	 * @param type the class
	 * @param region the name of the region
	 * @return the lines
	 */
	public Excerpt excerpt(Class<?> type, String region) {
		return excerpt("sources/" + type.getName().replace('.', '/') + ".java", "//", region);
	}

	/**
	 * Cut a region out of a YAML file, where it stands between {@code # tag::name[]} and
	 * {@code # end::name[]}.
	 * @param file the name of the file on the class path
	 * @param region the name of the region
	 * @return the lines
	 */
	public Excerpt yaml(String file, String region) {
		return excerpt(file, "#", region);
	}

	private static Excerpt excerpt(String file, String comment, String region) {
		List<String> lines = new ArrayList<>();
		boolean inside = false;
		for (String line : read(file).lines().toList()) {
			if (line.strip().equals(comment + " tag::" + region + "[]")) {
				inside = true;
			}
			else if (line.strip().equals(comment + " end::" + region + "[]")) {
				inside = false;
			}
			else if (inside) {
				lines.add(line.replace("\t", "    "));
			}
		}
		String name = file.substring(file.lastIndexOf('/') + 1);
		if (lines.isEmpty()) {
			throw new IllegalStateException(name + " has no region '" + region + "'");
		}
		return new Excerpt(name, unindent(lines));
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

	private static String read(String file) {
		try {
			return new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
