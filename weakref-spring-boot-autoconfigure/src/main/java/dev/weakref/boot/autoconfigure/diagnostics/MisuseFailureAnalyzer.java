package dev.weakref.boot.autoconfigure.diagnostics;

import java.util.Arrays;
import java.util.List;

import dev.weakref.cache.NullLoadException;
import dev.weakref.reference.ReferentCollectedException;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.spring.cache.TemporaryKeyException;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.LastingObjectException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.util.StringUtils;

/**
 * Explains the exceptions by which the library refuses a call, where one ends a start: in
 * a runner or an initialization method, for instance. Names the line of the call, which a
 * failure analysis would hide with the stack trace.
 */
final class MisuseFailureAnalyzer implements FailureAnalyzer {

	/** Packages of the library that call each other, and what they call. */
	private static final List<String> CALLED = List.of("dev.weakref.reaper.", "dev.weakref.suitability.",
			"dev.weakref.singleflight.", "dev.weakref.directory.", "dev.weakref.reference.", "dev.weakref.collection.",
			"dev.weakref.cache.", "dev.weakref.memo.", "dev.weakref.registry.", "dev.weakref.finalizer.",
			"dev.weakref.signal.", "dev.weakref.lock.", "dev.weakref.boot.metrics.", "dev.weakref.spring.", "java.",
			"jdk.", "org.springframework.");

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (isMisuse(cause)) {
				return analysis(cause, String.valueOf(cause.getMessage()));
			}
		}
		return null;
	}

	private static boolean isMisuse(Throwable cause) {
		return cause instanceof CapturedReferentException || cause instanceof NullLoadException
				|| cause instanceof RecursiveComputationException || cause instanceof LastingObjectException
				|| cause instanceof ReferentCollectedException || cause instanceof TemporaryKeyException;
	}

	/**
	 * Each message ends with what to do, after a full stop or a colon.
	 */
	private static FailureAnalysis analysis(Throwable cause, String message) {
		int stop = message.indexOf(". ");
		int end = (stop >= 0) ? stop : message.lastIndexOf(": ");
		String place = Arrays.stream(cause.getStackTrace())
			.filter((frame) -> CALLED.stream().noneMatch(frame.getClassName()::startsWith))
			.findFirst()
			.map((frame) -> " The call is at " + frame + ".")
			.orElse("");
		return new FailureAnalysis(message.substring(0, end) + "." + place,
				StringUtils.capitalize(message.substring(end + 2)) + ".", cause);
	}

}
