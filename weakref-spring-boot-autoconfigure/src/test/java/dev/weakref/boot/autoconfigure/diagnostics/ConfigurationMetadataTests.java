package dev.weakref.boot.autoconfigure.diagnostics;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.weakref.boot.autoconfigure.WeakRefProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata that editors read, and for {@link KnownKeys} being the same.
 */
class ConfigurationMetadataTests {

	private JsonNode metadata;

	@BeforeEach
	void read() throws Exception {
		URI classes = WeakRefProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI();
		Path file = Path.of(classes).resolve("META-INF/spring-configuration-metadata.json");
		this.metadata = JsonMapper.shared().readTree(file);
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(properties()).isNotEmpty().allSatisfy((property) -> {
			assertThat(text(property, "description")).as(text(property, "name")).isNotBlank().endsWith(".");
			assertThat(text(property, "type")).as(text(property, "name")).isNotBlank();
		});
	}

	@Test
	void everyKeyOfTheMetadataIsKnown() {
		assertThat(names("weakref.")).isNotEmpty()
			.allSatisfy((name) -> assertThat(KnownKeys.isKnown(name)).as(name).isTrue());
	}

	@Test
	void everyKnownKeyIsInTheMetadata() {
		Stream<String> known = KnownKeys.sections()
			.entrySet()
			.stream()
			.flatMap((section) -> section.getValue().stream().map((key) -> "weakref." + section.getKey() + "." + key));
		assertThat(known).containsExactlyInAnyOrderElementsOf(
				Stream.concat(names("weakref.").stream(), keysOfACache("weakref.caches")).toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "weakref.caches.images.references", "weakref.caches[a.b].retain.maximum-size",
			"weakref.cache-defaults.retain.enabled", "weakref.callbacks.executor" })
	void aKeyThatCanBeSetIsKnown(String key) {
		assertThat(KnownKeys.isKnown(key)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "weakref.other.references", "weakref.callbacks.references", "weakref.caches.references",
			"weakref.cache-defaults.images.references", "other.caches.images.references" })
	void aKeyThatCannotBeSetIsNotKnown(String key) {
		assertThat(KnownKeys.isKnown(key)).isFalse();
	}

	@Test
	void theSwitchOfTheHealthCheckIsDescribed() {
		assertThat(names("management.")).contains("management.health.weakref.enabled",
				"management.endpoint.weakrefs.access", "management.endpoint.weakrefs.cache.time-to-live");
	}

	@ParameterizedTest
	@CsvSource({ "weakref.cache-defaults.references, weak-values", "weakref.cache-defaults.key-equality, equals",
			"management.endpoint.weakrefs.access, unrestricted", "weakref.callbacks.executor, reaper" })
	void theDefaultIsShown(String name, String value) {
		assertThat(properties()).filteredOn((property) -> text(property, "name").equals(name))
			.singleElement()
			.satisfies((property) -> assertThat(text(property, "defaultValue")).isEqualTo(value))
			.satisfies((property) -> assertThat(text(property, "description")).isNotBlank());
	}

	@Test
	void theValuesOfTheAccessAreShown() {
		assertThat(this.metadata.get("hints").valueStream())
			.filteredOn((hint) -> text(hint, "name").equals("management.endpoint.weakrefs.access"))
			.singleElement()
			.satisfies((hint) -> assertThat(hint.get("values").valueStream().map((value) -> text(value, "value")))
				.containsExactly("none", "read-only", "unrestricted"));
	}

	/** The metadata describes the values of a map by their type, not key by key. */
	private Stream<String> keysOfACache(String prefix) {
		return names("weakref.cache-defaults.").stream()
			.map((name) -> prefix + name.substring("weakref.cache-defaults".length()));
	}

	private List<String> names(String prefix) {
		return properties().map((property) -> text(property, "name"))
			.filter((name) -> name.startsWith(prefix) && !name.equals("weakref.caches"))
			.toList();
	}

	private Stream<JsonNode> properties() {
		return this.metadata.get("properties").valueStream();
	}

	private static String text(JsonNode node, String field) {
		return node.path(field).asString("");
	}

}
