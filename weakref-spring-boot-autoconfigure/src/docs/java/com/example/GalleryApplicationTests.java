package com.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the first application of the README against its configuration and the report that
 * the README shows.
 */
@SpringBootTest(properties = "spring.config.location=classpath:docs/quickstart.yml")
@AutoConfigureMockMvc
class GalleryApplicationTests {

	private static final Pattern JSON = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

	@Test
	void theReportOfTheCacheAfterTwoRequestsIsTheOneThatTheReadmeShows(@Autowired MockMvcTester mvc)
			throws IOException {
		assertThat(mvc.get().uri("/images/sunrise/width")).hasStatusOk().hasBodyTextEqualTo("400");
		assertThat(mvc.get().uri("/images/sunrise/width")).hasStatusOk().hasBodyTextEqualTo("400");
		Matcher shown = JSON.matcher(Files.readString(Path.of("../README.md")));
		assertThat(shown.find()).isTrue();
		JsonMapper mapper = new JsonMapper();
		assertThat(mvc.get().uri("/actuator/weakrefs/caches/images")).hasStatusOk()
			.bodyText()
			.satisfies((body) -> assertThat(mapper.readTree(body)).isEqualTo(mapper.readTree(shown.group(1))));
		assertThat(shown.find()).isFalse();
	}

}
