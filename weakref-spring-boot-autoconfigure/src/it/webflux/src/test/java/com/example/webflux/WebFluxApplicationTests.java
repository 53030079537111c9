package com.example.webflux;

import org.junit.jupiter.api.Test;

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

}
