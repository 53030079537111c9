package dev.weakref.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.demo.pictures.TestPictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for dashboard and rules in {@code monitoring/}, against two instances of the demo
 * that a real Prometheus scrapes.
 */
@Tag("monitoring")
@EnabledIf(value = "dev.weakref.demo.Prometheus#isInstalled", disabledReason = "There is no /usr/bin/prometheus")
class MonitoringTests {

	private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

	private static final Pattern NEAR_CACHES = Pattern.compile("weakref_(channel|backing|invalidations|superseded)_");

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final Path FOLDER = Path.of("target/monitoring-pictures");

	private static final List<ConfigurableApplicationContext> instances = new ArrayList<>();

	private static final HttpClient client = HttpClient.newHttpClient();

	private static ScheduledExecutorService visitors;

	private static Prometheus prometheus;

	@BeforeAll
	static void start() throws IOException {
		TestPictures.write(FOLDER, "a.jpg", "b.jpg");
		for (int i = 0; i < 2; i++) {
			instances.add(new SpringApplicationBuilder(DemoApplication.class).run("--server.port=0",
					"--server.address=127.0.0.1", "--demo.pictures.folder=" + FOLDER));
		}
		visitors = Executors.newSingleThreadScheduledExecutor();
		visitors.scheduleWithFixedDelay(() -> instances.forEach(MonitoringTests::visit), 0, 300, TimeUnit.MILLISECONDS);
		prometheus = new Prometheus(instances.stream().map(MonitoringTests::port).toList());
	}

	@AfterAll
	static void stop() throws IOException {
		visitors.shutdownNow();
		prometheus.close();
		instances.forEach(ConfigurableApplicationContext::close);
		instances.clear();
	}

	@Test
	void promtoolAcceptsTheRulesAndTheirTests() throws IOException, InterruptedException {
		for (List<String> command : List.of(List.of("promtool", "check", "rules", "weakref-rules.yml"),
				List.of("promtool", "test", "rules", "weakref-rules-test.yml"))) {
			Process promtool = new ProcessBuilder(command).directory(Prometheus.MONITORING.toFile())
				.redirectErrorStream(true)
				.start();
			String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(promtool.waitFor()).as(output).isZero();
		}
	}

	@Test
	void everyAlertHasATest() throws IOException {
		String tests = Files.readString(Prometheus.MONITORING.resolve("weakref-rules-test.yml"));
		List<String> alerts = Pattern.compile("alert: (\\w+)")
			.matcher(Files.readString(Prometheus.MONITORING.resolve("weakref-rules.yml")))
			.results()
			.map((alert) -> alert.group(1))
			.toList();
		assertThat(alerts).hasSizeGreaterThan(5)
			.allSatisfy((alert) -> assertThat(tests).contains("alertname: " + alert + "\n"));
	}

	@Test
	void everyVariableOfTheDashboardHasValues() throws IOException {
		for (JsonNode variable : dashboard().path("templating").path("list")) {
			if (variable.path("type").asString().equals("query")) {
				Matcher query = LABEL_VALUES.matcher(variable.path("query").path("query").asString());
				assertThat(query.matches()).isTrue();
				await(variable.path("name").asString()).atMost(PATIENCE)
					.until(() -> !prometheus.labelValues(query.group(2), expand(query.group(1))).isEmpty());
			}
		}
	}

	@Test
	void everyQueryOfTheDashboardGivesAValue() throws IOException {
		int queries = 0;
		for (JsonNode panel : dashboard().path("panels")) {
			for (JsonNode target : panel.path("targets")) {
				queries++;
				assertGivesAValue(expand(target.path("expr").asString()));
			}
		}
		assertThat(queries).isGreaterThan(25);
	}

	@Test
	void everyQueryOfTheRulesGivesAValue() {
		for (JsonNode group : prometheus.groups()) {
			for (JsonNode rule : group.path("rules")) {
				String query = rule.path("query").asString();
				Stream<String> parts = rule.path("type").asString().equals("recording") ? Stream.of(query)
						: Stream.of(query.split(" and | > | == "));
				parts.map(String::strip).forEach(MonitoringTests::assertGivesAValue);
			}
		}
	}

	@Test
	void everyRuleIsEvaluatedWithoutAnError() {
		await().atMost(PATIENCE).untilAsserted(() -> {
			assertThat(prometheus.groups()).isNotEmpty();
			for (JsonNode group : prometheus.groups()) {
				for (JsonNode rule : group.path("rules")) {
					assertThat(rule.path("health").asString()).as(rule.toString()).isEqualTo("ok");
				}
			}
		});
	}

	@Test
	void aCallbackThatFailsIsAlertedOf() {
		await("the counter is scraped with 0").atMost(PATIENCE)
			.until(() -> prometheus.query("weakref_callbacks_total{outcome=\"failure\",kind=\"cache\"}").size() == 2);
		WeakCache<String, Object> doomed = instances.get(0)
			.getBean(WeakCaches.class)
			.create("doomed", (builder) -> builder.listener((key, cause) -> {
				throw new IllegalStateException("on purpose");
			}));
		doomed.put("key", new Object());
		awaitAlert("WeakrefCallbacksFail", "kind", "cache");
		assertThat(doomed.name()).isEqualTo("doomed");
	}

	@Test
	void aBeanThatOutlivesItsSessionIsAlertedOf() throws Exception {
		HttpClient visitor = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
		for (String action : List.of("use", "end")) {
			assertThat(visitor
				.send(HttpRequest.newBuilder(uri(instances.get(1), "/cards/tracked/" + action))
					.POST(BodyPublishers.noBody())
					.build(), BodyHandlers.discarding())
				.statusCode()).isEqualTo(204);
		}
		awaitAlert("WeakrefBeanOutlivesScope", "name", "dev.weakref.demo.spring.SlideShow (session)");
	}

	/**
	 * Waits for an alert, and lets the collector run meanwhile.
	 */
	private static void awaitAlert(String name, String label, String value) {
		await(name).atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
			System.gc();
			return prometheus.alerts().valueStream().anyMatch((alert) -> {
				JsonNode labels = alert.path("labels");
				return alert.path("state").asString().equals("firing")
						&& labels.path("alertname").asString().equals(name)
						&& labels.path(label).asString().equals(value);
			});
		});
	}

	/**
	 * Asserts that a query gives a value, unless it is of near caches, which the demo has
	 * not.
	 */
	private static void assertGivesAValue(String query) {
		assertThat(query).doesNotContain("$");
		if (query.matches("[\\d.]+")) {
			return;
		}
		if (NEAR_CACHES.matcher(query).find()) {
			assertThat(prometheus.query(query)).isEmpty();
			return;
		}
		await(query).atMost(PATIENCE)
			.until(() -> prometheus.query(query)
				.valueStream()
				.anyMatch((sample) -> !sample.path("value").path(1).asString().equals("NaN")));
	}

	private static String expand(String query) {
		return query.replace("$__rate_interval", "30s").replaceAll("\\$(application|instance|cache)", ".*");
	}

	private static JsonNode dashboard() throws IOException {
		return new JsonMapper().readTree(Files.readString(Prometheus.MONITORING.resolve("weakref-dashboard.json")));
	}

	/**
	 * Uses each feature once.
	 */
	private static void visit(ConfigurableApplicationContext instance) {
		for (String card : List.of("cacheable", "memoized", "listeners", "meters", "locks", "unused")) {
			post(instance, "/cards/" + card + "/use");
		}
		send(instance, HttpRequest.newBuilder(uri(instance, "/pictures/a.jpg/thumbnail")).build());
		post(instance, "/live/collections");
	}

	private static void post(ConfigurableApplicationContext instance, String path) {
		send(instance, HttpRequest.newBuilder(uri(instance, path)).POST(BodyPublishers.noBody()).build());
	}

	private static void send(ConfigurableApplicationContext instance, HttpRequest request) {
		try {
			client.send(request, BodyHandlers.discarding());
		}
		catch (IOException ex) {
			assertThat(instance.isActive()).isFalse();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static URI uri(ConfigurableApplicationContext instance, String path) {
		return URI.create("http://127.0.0.1:" + port(instance) + path);
	}

	private static int port(ConfigurableApplicationContext instance) {
		return instance.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

}
