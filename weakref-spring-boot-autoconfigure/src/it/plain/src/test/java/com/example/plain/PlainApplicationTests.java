package com.example.plain;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the library with the jars that Maven puts on the class path of a plain
 * application.
 */
class PlainApplicationTests {

	private static final String CLASS_PATH = System.getProperty("application.class.path");

	@Test
	void theClassPathHasOnlySlf4jAndJSpecifyBesidesTheLibrary() {
		List<String> jars = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
			.map((jar) -> Path.of(jar).getFileName().toString().replaceFirst("-[0-9].*", ""))
			.toList();
		assertThat(jars).containsExactlyInAnyOrder("weakref-spring-boot-autoconfigure", "slf4j-api", "jspecify");
	}

	@Test
	void aCacheASignalAndFinalizersWork() throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", "-cp", Path.of("target", "classes") + File.pathSeparator + CLASS_PATH,
				PlainApplication.class.getName())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(output.lines().filter((line) -> !line.startsWith("SLF4J"))).containsExactly(
				"cache: same value true, live 1, collected [dropped]", "signal: receivers 1, confirmed [lamp]",
				"finalizer: collected true", "finalizer: run at close", "closed");
		assertThat(process.exitValue()).isZero();
	}

}
