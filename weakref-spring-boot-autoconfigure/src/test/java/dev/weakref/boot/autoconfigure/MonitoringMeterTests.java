package dev.weakref.boot.autoconfigure;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.weakref.cache.Backing;
import dev.weakref.cache.BackingOrigin;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.WeakCollections;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the tables of meters and of their kinds in docs/monitoring.md, against an
 * application that uses everything there is.
 */
class MonitoringMeterTests {

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final Pattern SAMPLE = Pattern.compile("\\b(cache|weakref)_\\w+");

	private static final Pattern QUERIED_KIND = Pattern.compile("kind=~?\"([^\"]+)\"");

	private static final Pattern PARENTHESES = Pattern.compile("\\([^)]*\\)");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withUserConfiguration(WholeApplication.configurations())
		.withPropertyValues(
				WholeApplication.PROPERTIES.entrySet().stream().map(Object::toString).toArray(String[]::new));

	@Test
	void theTableHasTheMetersThatThereAre() throws IOException {
		Set<String> documented = documentedTags().keySet();
		this.contextRunner.run((context) -> {
			List<Object> used = useEverything(context);
			await("the callback that was called is counted").untilAsserted(
					() -> assertThat(ours(context).map((meter) -> meter.getId().getName()).collect(Collectors.toSet()))
						.containsExactlyInAnyOrderElementsOf(documented));
			Reference.reachabilityFence(used);
		});
	}

	@Test
	void everyMeterHasTheTagsOfTheTable() throws IOException {
		Map<String, Set<String>> documented = documentedTags();
		this.contextRunner.run((context) -> {
			List<Object> used = useEverything(context);
			assertThat(ours(context).filter((meter) -> meter.getId().getName().startsWith("weakref."))).isNotEmpty()
				.allSatisfy((meter) -> assertThat(meter.getId().getTags().stream().map(Tag::getKey))
					.containsExactlyInAnyOrderElementsOf(documented.get(meter.getId().getName())));
			Reference.reachabilityFence(used);
		});
	}

	@Test
	void theTableHasThePrometheusNamesThatThereAre() throws IOException {
		Set<String> documented = rows("| meter |").flatMap((row) -> code(row[1])).collect(Collectors.toSet());
		this.contextRunner.run((context) -> {
			List<Object> used = useEverything(context);
			await("the callback that was called is counted")
				.untilAsserted(() -> assertThat(samples(context)).containsExactlyInAnyOrderElementsOf(documented));
			Reference.reachabilityFence(used);
		});
	}

	@Test
	void queriesUseMetersThatThereAre() throws IOException {
		List<String> queried = new ArrayList<>();
		for (String page : List.of("monitoring", "dashboard", "troubleshooting", "operations", "beans", "caches")) {
			SAMPLE.matcher(Files.readString(Path.of("../docs", page + ".md")))
				.results()
				.map(MatchResult::group)
				.filter((name) -> !name.equals("cache_manager")) // is a label
				.forEach(queried::add);
		}
		for (String file : List.of("weakref-dashboard.json", "weakref-rules.yml", "weakref-rules-test.yml")) {
			List<String> names = SAMPLE.matcher(Files.readString(Path.of("../monitoring", file)))
				.results()
				.map(MatchResult::group)
				.filter((name) -> !name.equals("cache_manager")) // is a label
				.toList();
			assertThat(names).hasSizeGreaterThan(10);
			queried.addAll(names);
		}
		assertThat(queried).hasSizeGreaterThan(10);
		this.contextRunner.run((context) -> {
			List<Object> used = useEverything(context);
			WeakCache<String, Object> nearCache = context.getBean(WeakCaches.class)
				.create("products",
						(builder) -> builder.backing(new NoBacking(),
								(backing) -> backing.origin(new BackingOrigin(null, "products", "engine", "none"))
									.maxStaleness(Duration.ofMinutes(1))));
			await("the callback that was called is counted")
				.untilAsserted(() -> assertThat(samples(context)).containsAll(queried));
			Reference.reachabilityFence(used);
			Reference.reachabilityFence(nearCache);
		});
	}

	@Test
	void queriesUseKindsThatThereAre() throws IOException {
		List<String> documented = rows("| `kind` |").flatMap((row) -> code(row[0])).toList();
		for (String page : List.of("dashboard", "troubleshooting")) {
			assertThat(QUERIED_KIND.matcher(Files.readString(Path.of("../docs", page + ".md")))
				.results()
				.flatMap((kind) -> Stream.of(kind.group(1).split("\\|")))).isNotEmpty().isSubsetOf(documented);
		}
	}

	@Test
	void theTableHasTheKindsThatThereAre() throws IOException {
		Set<String> documented = rows("| `kind` |").flatMap((row) -> code(row[0])).collect(Collectors.toSet());
		this.contextRunner.run((context) -> {
			List<Object> used = useEverything(context);
			Set<String> kinds = ours(context).filter((meter) -> !meter.getId().getName().equals("weakref.callbacks"))
				.map((meter) -> meter.getId().getTag("kind"))
				.filter((kind) -> kind != null)
				.collect(Collectors.toSet());
			assertThat(kinds).containsExactlyInAnyOrderElementsOf(documented);
			Reference.reachabilityFence(used);
		});
	}

	private static List<Object> useEverything(ApplicationContext context) throws Exception {
		WeakCollections collections = context.getBean(WeakCollections.class);
		return List.of(WholeApplication.use(context), collections.weakValueMap("values", KeyEquality.EQUALS),
				collections.weakSet("set", KeyEquality.IDENTITY));
	}

	/**
	 * The names in what a scrape gives.
	 */
	private static Set<String> samples(ApplicationContext context) {
		return SAMPLE
			.matcher(context.getBean(PrometheusMeterRegistry.class)
				.scrape()
				.lines()
				.filter((line) -> !line.startsWith("#"))
				.map((line) -> line.replaceFirst("[{ ].*", ""))
				.collect(Collectors.joining("\n")))
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toSet());
	}

	private static Stream<Meter> ours(ApplicationContext context) {
		return context.getBean(PrometheusMeterRegistry.class)
			.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().matches("(cache|weakref)\\..*"));
	}

	private static Map<String, Set<String>> documentedTags() throws IOException {
		Map<String, Set<String>> tags = new HashMap<>();
		rows("| meter |").forEach((row) -> code(row[0]).forEach((name) -> tags.put(name,
				code(PARENTHESES.matcher(row[3]).replaceAll("")).collect(Collectors.toSet()))));
		return tags;
	}

	/**
	 * The cells of the table that begins with a heading.
	 */
	private static Stream<String[]> rows(String heading) throws IOException {
		return Files.readAllLines(Path.of("../docs/monitoring.md"))
			.stream()
			.dropWhile((line) -> !line.startsWith(heading))
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> line.substring(1).split("\\|"));
	}

	/**
	 * An engine that is always empty.
	 */
	private static final class NoBacking implements Backing<String, Object> {

		@Override
		public @Nullable Entry<Object> read(String key) {
			return null;
		}

		@Override
		public Entry<Object> write(String key, Object value) {
			return Entry.of(value);
		}

		@Override
		public Entry<Object> writeIfAbsent(String key, Object value) {
			return Entry.of(value);
		}

		@Override
		public void evict(String key) {
		}

		@Override
		public void clear() {
		}

	}

	private static Stream<String> code(String cell) {
		return CODE.matcher(cell).results().map((MatchResult result) -> result.group(1));
	}

}
