package com.example.jersey;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.json.JsonContent;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for cache, health and endpoint in an application with Jersey and without Spring
 * MVC.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "server.address=127.0.0.1")
class JerseyApplicationTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Test
	void thereIsNoDispatcherServlet() {
		assertThat(ClassUtils.isPresent("org.springframework.web.servlet.DispatcherServlet", null)).isFalse();
	}

	@Test
	void theEndpointReportsAndClearsTheCache() throws IOException, InterruptedException {
		assertThat(send("GET", "/reversed/drawer").body()).isEqualTo("reward");
		HttpResponse<String> report = send("GET", "/actuator/weakrefs/caches/words");
		assertThat(report.statusCode()).isEqualTo(200);
		assertThat(report.headers().firstValue("Content-Type")).hasValueSatisfying(
				(type) -> assertThat(type).matches("application/(vnd\\.spring-boot\\.actuator\\.v3\\+)?json.*"));
		assertThat(new JsonContent(report.body())).extractingPath("$.live").isEqualTo(1);
		assertThat(new JsonContent(report.body())).extractingPath("$.retained").isEqualTo(1);
		assertThat(send("DELETE", "/actuator/weakrefs/caches/words").statusCode()).isEqualTo(204);
		HttpResponse<String> whole = send("GET", "/actuator/weakrefs");
		assertThat(whole.statusCode()).isEqualTo(200);
		assertThat(new JsonContent(whole.body())).extractingPath("$.caches.words.live").isEqualTo(0);
		assertThat(new JsonContent(whole.body())).extractingPath("$.reaper.running").isEqualTo(true);
		assertThat(new JsonContent(whole.body())).doesNotHavePath("$.reaper.lastFailure");
		assertThat(send("GET", "/actuator/weakrefs/caches/unknown").statusCode()).isEqualTo(404);
	}

	@Test
	void healthTellsOfTheReaper() throws IOException, InterruptedException {
		HttpResponse<String> health = send("GET", "/actuator/health");
		assertThat(new JsonContent(health.body())).extractingPath("$.components.weakref.status").isEqualTo("UP");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html
			text/html                         | text/html
			*/*                               | application/vnd.spring-boot.actuator.v3+json
			application/json                  | application/json
			application/json, text/plain, */* | application/json
			application/json, text/html;q=0.1 | application/json
			application/vnd.spring-boot.actuator.v2+json | application/vnd.spring-boot.actuator.v2+json
			""")
	void aBrowserGetsThePageAndOthersJson(String accept, String type) throws IOException, InterruptedException {
		HttpResponse<String> response = this.client
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/actuator/weakrefs"))
				.header("Accept", accept)
				.build(), BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
		assertThat(response.body()).startsWith(type.equals("text/html") ? "<!DOCTYPE html>" : "{\"caches\":");
	}

	@Test
	void scriptAndStyleOfThePageAreFiles() throws IOException, InterruptedException {
		assertThat(send("GET", "/actuator/weakrefs/page.js").headers().firstValue("Content-Type").orElseThrow())
			.startsWith("text/javascript");
		assertThat(send("GET", "/actuator/weakrefs/page.css").headers().firstValue("Content-Type").orElseThrow())
			.startsWith("text/css");
	}

	private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.build(), BodyHandlers.ofString());
	}

}
