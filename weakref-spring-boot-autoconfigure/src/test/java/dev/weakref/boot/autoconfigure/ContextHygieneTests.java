package dev.weakref.boot.autoconfigure;

import dev.weakref.testsupport.ClassPath.Result;
import dev.weakref.testsupport.ClassPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a context leaves behind: nothing.
 */
@Tag("process")
class ContextHygieneTests {

	/**
	 * Caches of the JDK refer softly to classes whose properties were bound, by any
	 * library. The option has soft references cleared at once.
	 */
	private static final String NO_SOFT_REFERENCES = "-XX:SoftRefLRUPolicyMSPerMB=0";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			close and forget | threads: [], class loader collected: true
			close and hold   | threads: [], class loader collected: false
			forget           | threads: [weakref-reaper], class loader collected: false
			""")
	void theClassLoaderOfAClosedContextIsCollected(String mode, String expected) {
		check(IsolatedApplication.class, mode, expected);
	}

	/**
	 * Of the two contexts, the one that was evicted is closed in any case.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			close and forget | threads: [], class loader collected: true
			forget           | threads: [weakref-reaper], class loader collected: false
			""")
	void theClassLoaderOfAContextThatTheTestFrameworkEvictsIsCollected(String mode, String expected) {
		check(IsolatedTestContexts.class, mode, expected);
	}

	private static void check(Class<?> application, String mode, String expected) {
		Result result = ClassPath.ofTests()
			.run(NO_SOFT_REFERENCES, ContextHygieneCheck.class, mode, application.getName());
		assertThat(result.output()).contains(expected);
		assertThat(result.status()).isZero();
	}

}
