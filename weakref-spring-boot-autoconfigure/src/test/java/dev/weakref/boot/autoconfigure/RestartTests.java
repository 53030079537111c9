package dev.weakref.boot.autoconfigure;

import java.nio.file.Path;

import dev.weakref.testsupport.ClassPath.Result;
import dev.weakref.testsupport.ClassPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is left of an application that DevTools has restarted: nothing, whether
 * this library is loaded again with the application or stays like other jars.
 */
@Tag("process")
class RestartTests {

	/**
	 * Caches of the JDK refer softly to classes whose properties were bound.
	 */
	private static final String NO_SOFT_REFERENCES = "-XX:SoftRefLRUPolicyMSPerMB=0";

	@Test
	void aLibraryThatIsLoadedAgainIsCollected() {
		check(ClassPath.withDevTools(), "forget", "threads: [weakref-reaper], anything left: false, entries: unknown");
	}

	/**
	 * Not even of a context one of whose caches is held.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			hold a cache   | threads: [weakref-reaper], anything left: false, entries: 0
			hold an object | threads: [weakref-reaper], anything left: true, entries: unknown
			""")
	void nothingIsLeftInALibraryThatStays(String mode, String expected, @TempDir Path folder) {
		check(ClassPath.withDevTools().packed("target/classes", folder.resolve("library.jar")), mode, expected);
	}

	private static void check(ClassPath classPath, String mode, String expected) {
		Result result = classPath.run(NO_SOFT_REFERENCES, RestartCheck.class, mode);
		assertThat(result.output()).contains(expected);
		assertThat(result.status()).isZero();
	}

}
