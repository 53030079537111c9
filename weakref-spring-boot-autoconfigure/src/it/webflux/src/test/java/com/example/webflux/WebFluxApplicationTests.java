package com.example.webflux;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for cache and endpoint in an application without servlets.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureWebTestClient
class WebFluxApplicationTests {

	@Autowired
	private WebTestClient client;

	@Test
	void thereAreNoServlets() {
		assertThat(ClassUtils.isPresent("jakarta.servlet.Servlet", null)).isFalse();
	}

	@Test
	void theEndpointReportsAndClearsTheCache() {
		this.client.get()
			.uri("/reversed/drawer")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.isEqualTo("reward");
		this.client.get()
			.uri("/actuator/weakrefs/caches/words")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.live")
			.isEqualTo(1)
			.jsonPath("$.retained")
			.isEqualTo(1);
		this.client.delete().uri("/actuator/weakrefs/caches/words").exchange().expectStatus().isNoContent();
		this.client.get()
			.uri("/actuator/weakrefs")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.caches.words.live")
			.isEqualTo(0);
		this.client.get().uri("/actuator/weakrefs/caches/unknown").exchange().expectStatus().isNotFound();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/html
			text/html                                     | text/html
			*/*                                           | application/vnd.spring-boot.actuator.v3+json
			application/json                              | application/json
			application/json, text/plain, */*             | application/json
			application/json, text/html;q=0.1             | application/json
			application/vnd.spring-boot.actuator.v2+json  | application/vnd.spring-boot.actuator.v2+json
			text/html, image/gif, image/jpeg, */*; q=0.2  | application/vnd.spring-boot.actuator.v3+json
			""")
	void aBrowserGetsThePageAndOthersJson(String accept, String type) {
		this.client.get()
			.uri("/actuator/weakrefs")
			.header("Accept", accept)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueMatches("Content-Type", type.replace(".", "\\.").replace("+", "\\+") + ".*")
			.expectBody(String.class)
			.value((body) -> assertThat(body)
				.startsWith(type.equals("text/html") ? "<!DOCTYPE html>" : "{\"caches\":"));
	}

	@Test
	void scriptAndStyleOfThePageAreFiles() {
		this.client.get()
			.uri("/actuator/weakrefs/page.js")
			.exchange()
			.expectHeader()
			.valueMatches("Content-Type", "text/javascript.*");
		this.client.get()
			.uri("/actuator/weakrefs/page.css")
			.exchange()
			.expectHeader()
			.valueMatches("Content-Type", "text/css.*");
	}

}
