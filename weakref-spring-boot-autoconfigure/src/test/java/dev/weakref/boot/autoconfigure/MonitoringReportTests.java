package dev.weakref.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weakref.boot.actuate.WeakRefsEndpoint;
import org.junit.jupiter.api.Test;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the reports that docs/monitoring.md shows.
 */
class MonitoringReportTests {

	private static final Pattern JSON = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

	private final JsonMapper mapper = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

	@Test
	void theWholeReportHasTheSectionsOfTheRealOneInTheirOrder() throws IOException {
		JsonNode shown = reports().get(0);
		new ApplicationContextRunner().withUserConfiguration(WholeApplication.configurations())
			.withPropertyValues("management.endpoints.web.exposure.include=weakrefs")
			.run((context) -> {
				JsonNode real = this.mapper.valueToTree(context.getBean(WeakRefsEndpoint.class).weakRefs());
				assertThat(shown.propertyNames()).containsExactlyElementsOf(real.propertyNames());
				for (String section : List.of("finalizers", "meters")) {
					assertThat(shown.get(section).propertyNames()).as(section)
						.containsExactlyElementsOf(real.get(section).propertyNames());
				}
			});
	}

	@Test
	void everyPartOfAReportIsOneSectionOfTheWholeOne() throws IOException {
		List<JsonNode> reports = reports();
		assertThat(reports).hasSizeGreaterThan(1);
		List<String> sections = List.copyOf(reports.get(0).propertyNames());
		assertThat(reports.subList(1, reports.size()))
			.allSatisfy((report) -> assertThat(sections).containsAll(report.propertyNames()));
	}

	private List<JsonNode> reports() throws IOException {
		Matcher blocks = JSON.matcher(Files.readString(Path.of("../docs/monitoring.md")));
		return blocks.results().map((block) -> this.mapper.readTree(block.group(1))).toList();
	}

}
