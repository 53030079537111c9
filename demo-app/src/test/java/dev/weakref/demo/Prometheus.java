package dev.weakref.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * A Prometheus that scrapes applications each second and evaluates the rules of this
 * repository, which fire at once.
 */
final class Prometheus implements AutoCloseable {

	static final Path MONITORING = Path.of("../monitoring");

	private static final Path BINARY = Path.of("/usr/bin/prometheus");

	private final HttpClient client = HttpClient.newHttpClient();

	private final JsonMapper mapper = new JsonMapper();

	private final Path folder;

	private final int port;

	private final Process process;

	Prometheus(List<Integer> applications) throws IOException {
		this.folder = Files.createTempDirectory("prometheus");
		this.port = freePort();
		String rules = Files.readString(MONITORING.resolve("weakref-rules.yml")).replaceAll("for: \\w+", "for: 0s");
		Files.writeString(this.folder.resolve("rules.yml"), rules);
		Files.writeString(this.folder.resolve("prometheus.yml"), """
				global: {scrape_interval: 1s, evaluation_interval: 1s}
				rule_files: [rules.yml]
				scrape_configs:
				- job_name: gallery
				  metrics_path: /actuator/prometheus
				  static_configs: [{targets: [%s]}]
				""".formatted(
				applications.stream().map((target) -> "'127.0.0.1:" + target + "'").collect(Collectors.joining(", "))));
		this.process = new ProcessBuilder(BINARY.toString(), "--config.file=" + this.folder.resolve("prometheus.yml"),
				"--storage.tsdb.path=" + this.folder.resolve("data"), "--web.listen-address=127.0.0.1:" + this.port)
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("log").toFile())
			.start();
		await("Prometheus is ready").atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
			get("/api/v1/status/buildinfo");
			return true;
		});
	}

	static boolean isInstalled() {
		return Files.isExecutable(BINARY);
	}

	/**
	 * Returns the samples of a query, each with its value and labels.
	 */
	JsonNode query(String query) {
		return get("/api/v1/query?query=" + encode(query)).path("result");
	}

	/**
	 * Returns the values of a label among the series that a selector selects.
	 */
	JsonNode labelValues(String label, String selector) {
		return get("/api/v1/label/" + label + "/values?match[]=".replace("[]", "%5B%5D") + encode(selector));
	}

	/**
	 * Returns the groups of rules.
	 */
	JsonNode groups() {
		return get("/api/v1/rules").path("groups");
	}

	/**
	 * Returns the alerts that are pending or firing.
	 */
	JsonNode alerts() {
		return get("/api/v1/alerts").path("alerts");
	}

	private JsonNode get(String path) {
		try {
			JsonNode answer = this.mapper.readTree(
					this.client
						.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path)).build(),
								BodyHandlers.ofString())
						.body());
			if (!answer.path("status").asString().equals("success")) {
				throw new IllegalStateException(path + ": " + answer);
			}
			return answer.path("data");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		this.process.onExit().join();
		FileSystemUtils.deleteRecursively(this.folder);
	}

}
