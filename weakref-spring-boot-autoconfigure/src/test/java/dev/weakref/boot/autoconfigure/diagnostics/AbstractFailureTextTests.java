package dev.weakref.boot.autoconfigure.diagnostics;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Base of the tests for what an application says that does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class AbstractFailureTextTests {

	/** Starts an application that must fail. */
	FailedStart start;

	@BeforeEach
	void prepare(@TempDir Path directory, CapturedOutput output) {
		this.start = new FailedStart(directory, output);
	}

}
