package com.example.first;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the project that a new user makes from the blocks of the README.
 */
class FirstProjectTests {

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	@TempDir
	private Path folder;

	private Readme readme;

	private Project project;

	@BeforeEach
	void readReadme() throws IOException {
		this.readme = Readme.read(Path.of(System.getProperty("first.root"), "README.md"));
		this.project = new Project(this.folder, this.readme);
	}

	@Test
	void theProjectInJavaReportsItsCaches() throws IOException, InterruptedException {
		this.project.writeJava();
		assertThatCachesAreReported(this.project.build());
	}

	@Test
	void theProjectInKotlinReportsItsCaches() throws IOException, InterruptedException {
		this.project.writeKotlin();
		assertThatCachesAreReported(this.project.build());
	}

	private void assertThatCachesAreReported(Path jar) throws IOException, InterruptedException {
		Process application = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-jar", jar.toString(), "--server.port=0")
			.redirectErrorStream(true)
			.start();
		// By its handle, so that what it has written so far can be read
		CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES).execute(application.toHandle()::destroy);
		try (BufferedReader output = application.inputReader()) {
			URI endpoint = URI.create("http://localhost:" + port(output) + "/actuator/weakrefs");
			String report = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(endpoint).build(), BodyHandlers.ofString())
				.body();
			assertThat(this.readme.caches()).isNotEmpty();
			for (String cache : this.readme.caches().keySet()) {
				assertThat(JsonPath.<Integer>read(report, "$.caches['" + cache + "'].live")).isZero();
			}
		}
		finally {
			application.destroy();
			application.waitFor();
		}
	}

	private static String port(BufferedReader output) throws IOException {
		StringBuilder log = new StringBuilder();
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			log.append(line).append('\n');
			Matcher started = STARTED.matcher(line);
			if (started.find()) {
				return started.group(1);
			}
		}
		throw new IllegalStateException("The application did not start:\n" + log);
	}

}
