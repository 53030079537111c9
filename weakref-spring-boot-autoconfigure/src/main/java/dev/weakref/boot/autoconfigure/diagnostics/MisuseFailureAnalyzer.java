package dev.weakref.boot.autoconfigure.diagnostics;

import java.util.Arrays;
import java.util.List;

import dev.weakref.cache.NullLoadException;
import dev.weakref.directory.BlankNameException;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.reference.ReferentCollectedException;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.spring.UnsuitableBeanException;
import dev.weakref.spring.cache.TemporaryKeyException;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.LastingObjectException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.util.StringUtils;

/**
 * Explains the exceptions by which the library refuses a bean, a name or a call, for
 * instance in a runner or an initialization method. Adds the line of a call, since a
 * failure analysis has no stack trace.
 */
final class MisuseFailureAnalyzer implements FailureAnalyzer {

	/** Packages whose frames are not the place of a call. */
	private static final List<String> CALLED = List.of("dev.weakref.reaper.", "dev.weakref.suitability.",
			"dev.weakref.singleflight.", "dev.weakref.directory.", "dev.weakref.reference.", "dev.weakref.collection.",
			"dev.weakref.cache.", "dev.weakref.memo.", "dev.weakref.registry.", "dev.weakref.finalizer.",
			"dev.weakref.signal.", "dev.weakref.lock.", "dev.weakref.boot.metrics.", "dev.weakref.spring.", "java.",
			"jdk.", "org.springframework.");

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnsuitableBeanException bean) {
				return new FailureAnalysis(bean.getMessage() + ".", bean.remedy() + ".", cause);
			}
			if (cause instanceof BlankNameException blank) {
				return new FailureAnalysis(
						"A weak cache, collection, memoized function, group or signal is to be named '" + blank.name()
								+ "', which is blank, so log, meters and endpoint could not show it.",
						"Give it another name in the call that makes it.", cause);
			}
			if (cause instanceof DuplicateNameException duplicate) {
				return duplicate(duplicate.name(), cause);
			}
			if (isMisuse(cause)) {
				return analysis(cause, String.valueOf(cause.getMessage()));
			}
		}
		return null;
	}

	private static FailureAnalysis duplicate(String name, Throwable cause) {
		return new FailureAnalysis(
				"There are two weak caches, collections, memoized functions, groups or signals of one kind named '"
						+ name + "', so meters and endpoint could not tell them apart.",
				"Give one of them another name: in the call that makes it, or, if it is in the configuration, "
						+ "instead of weakref.caches." + name + ".",
				cause);
	}

	private static boolean isMisuse(Throwable cause) {
		return cause instanceof CapturedReferentException || cause instanceof NullLoadException
				|| cause instanceof RecursiveComputationException || cause instanceof LastingObjectException
				|| cause instanceof ReferentCollectedException || cause instanceof TemporaryKeyException;
	}

	/**
	 * Splits the message, which ends with the remedy after a full stop or a colon.
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
