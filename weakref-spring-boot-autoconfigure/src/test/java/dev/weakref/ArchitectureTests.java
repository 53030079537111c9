package dev.weakref;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the arrows between packages.
 */
class ArchitectureTests {

	/** The library, which runs without Spring. */
	private static final String[] CORE = { "dev.weakref.singleflight..", "dev.weakref.suitability..",
			"dev.weakref.reaper..", "dev.weakref.directory..", "dev.weakref.reference..", "dev.weakref.collection..",
			"dev.weakref.cache..", "dev.weakref.registry..", "dev.weakref.finalizer..", "dev.weakref.signal..",
			"dev.weakref.memo..", "dev.weakref.lock.." };

	private static final JavaClasses classes = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.weakref");

	@Test
	void thereAreClassesToLookAt() {
		assertThat(classes.contain("dev.weakref.reaper.Reaper")).isTrue();
		assertThat(classes.contain("dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration")).isTrue();
	}

	@Test
	void packagesHaveNoCycles() {
		holds(slices().matching("dev.weakref.(**)").should().beFreeOfCycles());
	}

	@Test
	void arrowsPointDownwards() {
		holds(layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("diagnostics")
			.definedBy("dev.weakref.boot.autoconfigure.diagnostics..")
			.layer("autoconfigure")
			.definedBy("dev.weakref.boot.autoconfigure")
			.layer("views")
			.definedBy("dev.weakref.boot.actuate..", "dev.weakref.boot.metrics..", "dev.weakref.boot.observation..")
			.layer("spring")
			.definedBy("dev.weakref.spring..")
			.layer("features")
			.definedBy("dev.weakref.cache..", "dev.weakref.registry..", "dev.weakref.finalizer..",
					"dev.weakref.signal..", "dev.weakref.memo..", "dev.weakref.lock..")
			.layer("structures")
			.definedBy("dev.weakref.collection..", "dev.weakref.reference..")
			.layer("directory")
			.definedBy("dev.weakref.directory..")
			.layer("reaper")
			.definedBy("dev.weakref.reaper..")
			.layer("ground")
			.definedBy("dev.weakref.suitability..", "dev.weakref.singleflight..")
			.whereLayer("diagnostics")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("autoconfigure")
			.mayOnlyBeAccessedByLayers("diagnostics")
			.whereLayer("views")
			.mayOnlyBeAccessedByLayers("autoconfigure")
			.whereLayer("spring")
			.mayOnlyBeAccessedByLayers("diagnostics", "autoconfigure", "views")
			.whereLayer("features")
			.mayOnlyBeAccessedByLayers("diagnostics", "autoconfigure", "views", "spring")
			.whereLayer("ground")
			.mayNotAccessAnyLayer()
			.whereLayer("reaper")
			.mayOnlyAccessLayers("ground")
			.whereLayer("directory")
			.mayOnlyAccessLayers("reaper", "ground")
			.whereLayer("structures")
			.mayOnlyAccessLayers("directory", "reaper", "ground"));
	}

	@Test
	void singleFlightStandsAlone() {
		holds(noClasses().that()
			.resideInAPackage("dev.weakref.singleflight..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("dev.weakref.suitability..", "dev.weakref.reaper.."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework..", "io.micrometer.." })
	void theCoreIsALibraryOfItsOwn(String framework) {
		holds(noClasses().that().resideInAnyPackage(CORE).should().dependOnClassesThat().resideInAnyPackage(framework));
	}

	@Test
	void onlyMetersAndObservationsKnowMicrometer() {
		holds(noClasses().that()
			.resideOutsideOfPackages("dev.weakref.boot.metrics..", "dev.weakref.boot.observation..",
					"dev.weakref.boot.autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.micrometer.."));
	}

	@ParameterizedTest
	@CsvSource({ "redis, WeakRefRedisAutoConfiguration, org.springframework.data.redis..",
			"redis, WeakRefRedisAutoConfiguration, io.lettuce..",
			"hazelcast, WeakRefHazelcastAutoConfiguration, com.hazelcast.." })
	void onlyTheRoomOfAnEngineKnowsIt(String room, String configuration, String engine) {
		holds(noClasses().that()
			.resideOutsideOfPackage("dev.weakref.spring.backing." + room)
			.and()
			.haveNameNotMatching("dev\\.weakref\\.boot\\.autoconfigure\\." + configuration + "(\\$.*)?")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(engine));
	}

	@Test
	void supportForTestsIsUsedByNothingElse() {
		holds(noClasses().that()
			.resideOutsideOfPackage("dev.weakref.test..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("dev.weakref.test.."));
	}

	@Test
	void supportForTestsNeedsNoTestFramework() {
		holds(classes().that()
			.resideInAPackage("dev.weakref.test..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("java..", "org.jspecify..", "org.springframework.boot.autoconfigure.."));
	}

	@Test
	void thereIsNoStaticState() {
		holds(fields().that().areStatic().should(new StaticState()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "assigned", "COUNTS", "LIST", "NAMES", "SLOTS", "NUMBER", "LOCAL", "BOX" })
	void staticStateWouldBeSeen(String field) {
		ArchRule rule = fields().that().areStatic().and().haveName(field).should(new StaticState());
		assertThat(rule.evaluate(new ClassFileImporter().importClasses(Stateful.class)).getFailureReport().getDetails())
			.containsExactly(Stateful.class.getName() + "." + field + " can change");
	}

	@Test
	void constantsWouldNotBeTakenForState() {
		fields().that()
			.areStatic()
			.should(new StaticState())
			.check(new ClassFileImporter().importClasses(Stateless.class));
	}

	@Test
	void everyPackageIsNullMarked() {
		holds(classes().that()
			.haveSimpleName("package-info")
			.should()
			.beAnnotatedWith("org.jspecify.annotations.NullMarked"));
		assertThat(classes).filteredOn((type) -> type.getSimpleName().equals("package-info"))
			.extracting((type) -> type.getPackageName())
			.containsAll(classes.stream().map((type) -> type.getPackageName()).distinct().toList());
	}

	private void holds(ArchRule rule) {
		rule.check(classes);
	}

	@SuppressWarnings("unused")
	private static final class Stateful {

		static String assigned = "a";

		static final Map<String, Integer> COUNTS = new ConcurrentHashMap<>();

		static final List<String> LIST = new ArrayList<>();

		static final Set<String> NAMES = Collections.unmodifiableSet(new HashSet<>());

		static final Object[] SLOTS = new Object[1];

		static final AtomicLong NUMBER = new AtomicLong();

		static final ThreadLocal<String> LOCAL = new ThreadLocal<>();

		static final Box BOX = new Box();

	}

	@SuppressWarnings("unused")
	private static final class Stateless {

		static final int NUMBER = 1;

		static final String TEXT = "a";

		static final Map<String, Integer> COUNTS = Map.of("a", 1);

		static final Object[] NONE = new Object[0];

		static final Duration DURATION = Duration.ZERO;

		static final Logger logger = LoggerFactory.getLogger(Stateless.class);

	}

	private static final class Box {

		Object content;

	}

}
