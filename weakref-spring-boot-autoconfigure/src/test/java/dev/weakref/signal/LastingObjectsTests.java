package dev.weakref.signal;

import java.lang.annotation.RetentionPolicy;

import ch.qos.logback.classic.Level;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.LastingObjects;
import dev.weakref.suitability.Suitability;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for owners and senders that are never collected.
 */
class LastingObjectsTests {

	@AutoClose
	private final LogRecorder log = new LogRecorder(Suitability.class);

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ALLOW")
	void lastingOwnersAreConnectedWithAWarningForEachType(LastingObjects policy) {
		use(policy);
		assertThat(this.log.messages(Level.WARN)).hasSize(2)
			.extracting((message) -> message.substring(0, message.indexOf(" is ")))
			.containsExactly("A java.lang.Integer", "A java.lang.annotation.RetentionPolicy");
	}

	@ParameterizedTest
	@EnumSource(names = "ALLOW")
	void lastingOwnersAreConnectedWithoutAWarningIfThePolicyAllowsThem(LastingObjects policy) {
		use(policy);
		assertThat(this.log.messages(Level.WARN)).isEmpty();
	}

	/**
	 * Classes are usual senders and are not mentioned.
	 */
	private static void use(LastingObjects policy) {
		try (Reaper reaper = Reaper.builder().lastingObjects(policy).start()) {
			Signal<Object, String> signal = new Signals(reaper).create("news");
			Object ordinary = new Object();
			signal.connect(ordinary, (owner, event) -> owner.hashCode());
			signal.connect(1, (owner, event) -> owner.intValue());
			signal.connect(2, (owner, event) -> owner.intValue());
			signal.from(RetentionPolicy.CLASS).connectStrong((event) -> event.length());
			signal.from(RetentionPolicy.SOURCE).connect(ordinary, (owner, event) -> owner.hashCode());
			signal.from(String.class).connectStrong((event) -> event.length());
			assertThat(signal.receiverCount()).isEqualTo(6);
		}
	}

}
