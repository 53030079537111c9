package dev.weakref.testsupport;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Shows suites of JUnit 3, which guava-testlib makes, as dynamic tests.
 */
public final class JUnit3Suites {

	private JUnit3Suites() {
	}

	/**
	 * The tests of a suite.
	 * @param suite the suite
	 * @return a container for each suite in it, a test for each test case
	 */
	public static Stream<DynamicNode> nodes(TestSuite suite) {
		List<Test> tests = Collections.list(suite.tests());
		return tests.stream().map(JUnit3Suites::node);
	}

	private static DynamicNode node(Test test) {
		if (test instanceof TestSuite suite) {
			return DynamicContainer.dynamicContainer(suite.getName(), nodes(suite));
		}
		if (test instanceof TestCase testCase) {
			return DynamicTest.dynamicTest(testCase.getName(), testCase::runBare);
		}
		throw new IllegalArgumentException("Neither a suite nor a test case: " + test);
	}

}
