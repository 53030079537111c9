package dev.weakref.boot.actuate;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefsPage} over HTTP, with Spring MVC.
 */
class WeakRefsPageTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,"
			+ "image/webp,*/*;q=0.8";

	private static final Pattern FILE = Pattern.compile("(?:src|href)=\"([^\"]*page\\.[a-z]+)\"");

	private static RunningApplication application;

	private final HttpClient client = HttpClient.newHttpClient();

	@BeforeAll
	static void start() {
		application = RunningApplication.start(NoFurtherBeans.class, "weakref.caches.images.retain.maximum-size=10");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html
					text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7 | text/html
					text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01 | text/html
					text/html                                     | text/html
					text/html;charset=UTF-8                       | text/html
					text/*                                        | text/html
					application/xhtml+xml                         | text/html
					                                              | application/vnd.spring-boot.actuator.v3+json
					*/*                                           | application/vnd.spring-boot.actuator.v3+json
					application/json                              | application/json
					application/json, text/plain, */*             | application/json
					application/json, text/html;q=0.1             | application/json
					application/*+json                            | application/vnd.spring-boot.actuator.v3+json
					application/vnd.spring-boot.actuator.v2+json  | application/vnd.spring-boot.actuator.v2+json
					application/vnd.spring-boot.actuator.v3+json, application/json | application/vnd.spring-boot.actuator.v3+json
					text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2 | application/vnd.spring-boot.actuator.v3+json
					text/html, image/gif, image/jpeg, */*; q=0.2  | application/vnd.spring-boot.actuator.v3+json
					""")
	void theTypeOfTheAnswerIsTheOneThatTheClientPrefers(String accept, String type) throws Exception {
		HttpResponse<String> response = get(url("/actuator/weakrefs"), accept);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(type(response)).isEqualTo(type);
		assertThat(response.body())
			.startsWith(type.equals("text/html") ? "<!DOCTYPE html>" : "{\"caches\":{\"images\":");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/xml", "image/png" })
	void aTypeThatThereIsNotIsRefused(String accept) throws Exception {
		assertThat(get(url("/actuator/weakrefs"), accept).statusCode()).isEqualTo(406);
	}

	@Test
	void theConnectionOfTheJdkGetsJsonByDefault() throws IOException {
		HttpURLConnection connection = (HttpURLConnection) URI.create(url("/actuator/weakrefs"))
			.toURL()
			.openConnection();
		try {
			assertThat(connection.getContentType()).isEqualTo("application/vnd.spring-boot.actuator.v3+json");
			assertThat(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.startsWith("{\"caches\":");
		}
		finally {
			connection.disconnect();
		}
	}

	@Test
	void sectionsAreJsonForABrowserToo() throws Exception {
		HttpResponse<String> response = get(url("/actuator/weakrefs/caches"), BROWSER);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).startsWith("{\"images\":");
		assertThat(get(url("/actuator/weakrefs/none"), BROWSER).statusCode()).isEqualTo(404);
	}

	@Test
	void thePageHasNoInlineCodeAndNothingFromElsewhere() throws Exception {
		String page = get(url("/actuator/weakrefs"), BROWSER).body();
		assertThat(page).doesNotContain("style=", "<style", "onclick", "http:", "https:", "{endpoint}", "{clearable}")
			.contains("data-clearable=\"true\"");
		assertThat(page.replaceAll("<script [^>]*src=[^>]*></script>", "")).doesNotContain("<script");
	}

	@Test
	void thePageTakesAFewTensOfKilobytes() throws Exception {
		long size = get(url("/actuator/weakrefs"), BROWSER).body().length();
		for (String file : new String[] { "page.js", "page.css" }) {
			size += get(url("/actuator/weakrefs/" + file), "*/*").body().length();
		}
		assertThat(size).isLessThan(48 * 1024);
	}

	@Test
	void thePageIsThereUnderEachPath() throws Exception {
		assertPage("/manage/weakrefs", "management.endpoints.web.base-path=/manage");
		assertPage("/weakrefs", "management.endpoints.web.base-path=/");
		assertPage("/actuator/memory", "management.endpoints.web.path-mapping.weakrefs=memory");
		assertPage("/actuator/what/is/weak", "management.endpoints.web.path-mapping.weakrefs=what/is/weak");
		assertPage("/shop/actuator/weakrefs", "server.servlet.context-path=/shop");
	}

	@Test
	void thePageIsThereOnAManagementPort() throws Exception {
		try (RunningApplication own = RunningApplication.start(NoFurtherBeans.class, "management.server.port=0",
				"management.server.base-path=/internal", "management.endpoints.web.base-path=/ops")) {
			assertPage("http://localhost:" + own.context().getEnvironment().getProperty("local.management.port")
					+ "/internal/ops/weakrefs");
		}
	}

	@Test
	void aPageThatIsSwitchedOffLeavesTheEndpointAsItIs() throws Exception {
		try (RunningApplication plain = RunningApplication.start(NoFurtherBeans.class,
				"management.endpoint.weakrefs.page.enabled=false")) {
			assertThat(type(get(url(plain, "/actuator/weakrefs"), BROWSER)))
				.isEqualTo("application/vnd.spring-boot.actuator.v3+json");
			assertThat(get(url(plain, "/actuator/weakrefs"), "text/html").statusCode()).isEqualTo(406);
			assertThat(get(url(plain, "/actuator/weakrefs/page.js"), "*/*").statusCode()).isEqualTo(404);
			assertThat(plain.delete("weakrefs/caches").statusCode()).isEqualTo(204);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoint.weakrefs.access=read-only",
			"management.endpoints.access.default=read-only", "management.endpoints.access.max-permitted=read-only" })
	void aPageThatIsReadOnlyOffersNoClearing(String property) throws Exception {
		try (RunningApplication readOnly = RunningApplication.start(NoFurtherBeans.class, property)) {
			assertThat(get(url(readOnly, "/actuator/weakrefs"), BROWSER).body()).contains("data-clearable=\"false\"");
		}
	}

	@Test
	void anAnswerThatIsKeptForATimeIsStillOfTheRightType() throws Exception {
		try (RunningApplication cached = RunningApplication.start(NoFurtherBeans.class,
				"management.endpoint.weakrefs.cache.time-to-live=1h")) {
			for (int i = 0; i < 2; i++) {
				assertThat(type(get(url(cached, "/actuator/weakrefs"), BROWSER))).isEqualTo("text/html");
				assertThat(get(url(cached, "/actuator/weakrefs"), "*/*").body()).startsWith("{\"caches\":");
			}
		}
	}

	private void assertPage(String path, String property) throws Exception {
		try (RunningApplication own = RunningApplication.start(NoFurtherBeans.class, property)) {
			assertPage(url(own, path));
		}
	}

	private void assertPage(String url) throws Exception {
		HttpResponse<String> page = get(url, BROWSER);
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(type(page)).isEqualTo("text/html");
		assertThat(FILE.matcher(page.body()).results().map((MatchResult file) -> file.group(1))).hasSize(3)
			.allSatisfy((file) -> {
				HttpResponse<String> response = get(URI.create(url).resolve(file).toString(), "*/*");
				assertThat(response.statusCode()).isEqualTo(200);
				assertThat(type(response)).isEqualTo(file.endsWith(".js") ? "text/javascript"
						: file.endsWith(".css") ? "text/css" : "image/svg+xml");
			});
		assertThat(get(url, "application/json").body()).startsWith("{\"caches\":");
	}

	private HttpResponse<String> get(String url, String accept) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
		if (accept != null) {
			request.header("Accept", accept);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private static String type(HttpResponse<?> response) {
		return response.headers().firstValue("Content-Type").orElse("none").replaceFirst(";.*", "");
	}

	private static String url(String path) {
		return url(application, path);
	}

	private static String url(RunningApplication application, String path) {
		return "http://localhost:" + application.context().getEnvironment().getProperty("local.server.port") + path;
	}

	@Configuration(proxyBeanMethods = false)
	static class NoFurtherBeans {

	}

}
