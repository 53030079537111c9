package dev.weakref.reaper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.weakref.Kind;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

import static org.awaitility.Awaitility.await;

/**
 * Base of the tests for callbacks: a source, reapers that end with the test, and their
 * log.
 */
@Timeout(30)
abstract class AbstractCallbacksTests {

	/** Matches the name of a lambda of the test class. */
	final String lambda = Pattern.quote(getClass().getName() + "$$Lambda") + "\\S*";

	final CallbackSource source = CallbackSource.of(Kind.CACHE, "images");

	final LogRecorder log = new LogRecorder(Callbacks.class);

	private final List<Reaper> reapers = new ArrayList<>();

	@AfterEach
	void close() {
		this.reapers.forEach(Reaper::close);
		this.log.close();
	}

	final Reaper start(ReaperBuilder builder) {
		Reaper reaper = builder.closeTimeout(Duration.ofMillis(200)).start();
		this.reapers.add(reaper);
		return reaper;
	}

	final void submit(Reaper reaper, Runnable callback) {
		reaper.callbacks().submit(this.source, callback);
	}

	static void awaitIdle(Reaper reaper) {
		await("no callback is left").until(() -> reaper.callbacks().backlog() == 0);
	}

}
