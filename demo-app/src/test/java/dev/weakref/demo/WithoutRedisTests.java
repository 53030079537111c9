package dev.weakref.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo in a JVM of its own, without the profile redis.
 */
@Tag("process")
class WithoutRedisTests {

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	private static final Pattern OURS = Pattern.compile("\\sdev\\.weakref\\.cache\\.");

	/** Spring Boot looks whether the auto-configurations that are excluded exist. */
	private static final Pattern OF_REDIS = Pattern.compile("\\s(io\\.lettuce|redis\\.clients"
			+ "|org\\.springframework\\.data\\.redis|dev\\.weakref\\.spring\\.backing)\\.");

	@TempDir
	private Path folder;

	@Test
	void noClassOfRedisIsLoadedAndTheHealthIsUp() throws IOException, InterruptedException {
		Path log = this.folder.resolve("log");
		Path classes = this.folder.resolve("classes");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xlog:class+load:file=" + classes, "-cp", System.getProperty("java.class.path"),
				DemoApplication.class.getName(), "--server.port=0", "--demo.pictures.count=0",
				"--demo.pictures.folder=" + this.folder)
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			int port = Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> port(log), (found) -> found > 0);
			RestClient client = RestClient.create("http://localhost:" + port);
			Awaitility.await("the application is ready soon after its port is open")
				.atMost(30, TimeUnit.SECONDS)
				.ignoreExceptions()
				.until(() -> client.get().uri("/actuator/health").retrieve().body(String.class),
						(health) -> health.contains("\"status\":\"UP\""));
			assertThat(client.get().uri("/actuator/weakrefs").retrieve().body(String.class)).doesNotContain("captions");
		}
		finally {
			process.destroy();
			process.waitFor(20, TimeUnit.SECONDS);
		}
		try (Stream<String> lines = Files.lines(classes)) {
			List<String> loaded = lines.filter((line) -> OURS.matcher(line).find() || OF_REDIS.matcher(line).find())
				.toList();
			assertThat(loaded).anyMatch((line) -> OURS.matcher(line).find());
			assertThat(loaded.stream().filter((line) -> OF_REDIS.matcher(line).find())).isEmpty();
		}
	}

	private static int port(Path log) throws IOException {
		Matcher matcher = STARTED.matcher(Files.readString(log));
		return (matcher.find()) ? Integer.parseInt(matcher.group(1)) : 0;
	}

}
