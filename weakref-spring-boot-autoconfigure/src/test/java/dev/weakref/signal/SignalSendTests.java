package dev.weakref.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for sending on the calling thread.
 */
@ExtendWith(OutputCaptureExtension.class)
class SignalSendTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final Signal<Object, String> signal = new Signals(this.reaper).create("news");

	private final List<String> calls = new ArrayList<>();

	private OwnedRegistration self;

	@Test
	void receiversAreCalledInTheOrderOfTheirRegistrationWhateverTheirSender() {
		connect(this.signal.uid("first"));
		connect(this.signal.from("Ann").uid("second"));
		connect(this.signal.uid("third"));
		connect(this.signal.from("Bob").uid("not"));
		connect(this.signal.from("Ann").uid("fourth"));
		List<Signal.Result> results = this.signal.send("Ann", "event");
		assertThat(this.calls).containsExactly("first event", "second event", "third event", "fourth event");
		assertThat(results).extracting(Signal.Result::receiver).containsExactly("first", "second", "third", "fourth");
		assertThat(results).extracting(Signal.Result::value)
			.containsExactly("from first", "from second", "from third", "from fourth");
		assertThat(this.signal.state.sends()).isEqualTo(1);
	}

	@Test
	void anEventNeedsNoSender() {
		this.signal.uid("any").connectStrong((sender, event) -> this.calls.add(event + " of " + sender));
		connect(this.signal.from("Ann").uid("not"));
		this.signal.send("one");
		this.signal.prepare().robust().send("two");
		this.signal.prepare().sendAsync("three").join();
		this.signal.prepare().robust().sendAsync("four").join();
		assertThat(this.calls).containsExactly("one of null", "two of null", "three of null", "four of null");
	}

	@Test
	void withoutReceiversThereAreNoResults() {
		assertThat(this.signal.send(this, "event")).isEmpty();
		assertThat(this.signal.prepare().robust().send("event")).isEmpty();
		assertThat(this.signal.state.sends()).isEqualTo(2);
	}

	@Test
	void anExceptionStopsSendingAndReachesTheSender() {
		IllegalStateException failure = new IllegalStateException("fails");
		connect(this.signal.uid("first"));
		fail("second", failure);
		connect(this.signal.uid("third"));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.signal.send(this, "event"))
			.isSameAs(failure);
		assertThat(this.calls).containsExactly("first event");
		assertThat(this.signal.state.failed()).isEqualTo(1);
	}

	@Test
	void aRobustSendCallsAllAndGivesExceptionsAsResults(CapturedOutput output) {
		IllegalStateException failure = new IllegalStateException("fails");
		connect(this.signal.uid("first"));
		fail("the-second", failure);
		connect(this.signal.uid("third"));
		List<Signal.Result> results = this.signal.prepare().from(this).robust().send("event");
		assertThat(this.calls).containsExactly("first event", "third event");
		assertThat(results).extracting(Signal.Result::receiver, Signal.Result::value, Signal.Result::failure)
			.containsExactly(tuple("first", "from first", null), tuple("the-second", null, failure),
					tuple("third", "from third", null));
		this.signal.prepare().from(this).robust().send("event");
		assertThat(this.signal.state.failed()).isEqualTo(2);
		assertThat(output).contains("Receiver the-second of signal news failed (" + getClass().getName())
			.containsOnlyOnce("Receiver the-second of signal news failed");
	}

	@Test
	void anErrorReachesTheSenderEvenOfARobustSend() {
		fail("failing", new StackOverflowError());
		connect(this.signal.uid("second"));
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> this.signal.send(this, "event"));
		assertThatExceptionOfType(StackOverflowError.class)
			.isThrownBy(() -> this.signal.prepare().from(this).robust().send("event"));
		assertThat(this.calls).isEmpty();
		assertThat(this.signal.state.failed()).isEqualTo(2);
		this.signal.disconnect("failing");
		assertThat(this.signal.send(this, "event")).hasSize(1);
	}

	@Test
	void aReceiverThatDisconnectsItselfDoesNotAffectOthers() {
		connect(this.signal.uid("first"));
		this.self = this.signal.connectStrong((event) -> {
			this.calls.add("self " + event);
			this.self.close();
		});
		connect(this.signal.uid("third"));
		this.signal.send(this, "one");
		this.signal.send(this, "two");
		assertThat(this.calls).containsExactly("first one", "self one", "third one", "first two", "third two");
	}

	@Test
	void aReceiverThatIsDisconnectedMeanwhileIsStillCalledThisTime() {
		this.signal.connectStrong((event) -> {
			this.signal.disconnect("second");
		});
		connect(this.signal.uid("second"));
		this.signal.send(this, "one");
		this.signal.send(this, "two");
		assertThat(this.calls).containsExactly("second one");
	}

	@Test
	void aReceiverThatIsConnectedMeanwhileIsCalledNextTime() {
		this.signal.connectStrong((event) -> connect(this.signal.uid("new")));
		this.signal.send(this, "one");
		assertThat(this.calls).isEmpty();
		this.signal.send(this, "two");
		assertThat(this.calls).containsExactly("new two");
	}

	@Test
	void aReceiverMaySendAndProvokeACollection() {
		this.signal.from("Ann").connectStrong((event) -> {
			System.gc();
			this.signal.send("Bob", "inner " + event);
		});
		connect(this.signal.uid("every"));
		this.signal.send("Ann", "event");
		assertThat(this.calls).containsExactly("every inner event", "every event");
	}

	@Test
	void noLockIsHeldWhileAReceiverRuns() {
		this.signal.from("Ann").connectStrong((event) -> Background.run(() -> {
			connect(this.signal.uid("other"));
			connect(this.signal.from("Ann").uid("other"));
			this.signal.send("Ann Other", "from another thread");
			this.signal.disconnect("other");
			this.signal.receiverCount();
		}).result());
		this.signal.send("Ann", "event");
		assertThat(this.calls).containsExactly("other from another thread");
	}

	@Test
	void receiversThatAnswerLaterAreCalledAfterAllOthersAndWaitedFor() {
		CompletableFuture<String> later = new CompletableFuture<>();
		this.signal.async().uid("stage").connectStrong((sender, event) -> {
			this.calls.add("stage " + event);
			return later;
		});
		this.signal.async().uid("value").connectStrong((sender, event) -> {
			this.calls.add("value " + event);
			later.complete("late answer");
			return "early answer";
		});
		connect(this.signal.uid("last"));
		assertThat(this.signal.send(this, "event"))
			.extracting(Signal.Result::receiver, Signal.Result::value, Signal.Result::failure)
			.containsExactly(tuple("last", "from last", null), tuple("stage", "late answer", null),
					tuple("value", "early answer", null));
		assertThat(this.calls).containsExactly("last event", "stage event", "value event");
	}

	@Test
	void theFailureOfAReceiverThatAnswersLaterReachesTheSenderAsItIs() {
		IllegalStateException failure = new IllegalStateException("fails");
		this.signal.async().uid("stage").connectStrong((sender, event) -> CompletableFuture.supplyAsync(() -> {
			throw failure;
		}));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.signal.send(this, "event"))
			.isSameAs(failure);
		assertThat(this.signal.prepare().from(this).robust().send("event"))
			.extracting(Signal.Result::receiver, Signal.Result::value, Signal.Result::failure)
			.containsExactly(tuple("stage", null, failure));
		assertThat(this.signal.state.failed()).isEqualTo(2);
	}

	@Test
	void anEventWithoutAnAnswerAllocatesNoResult() {
		this.signal.connectStrong((event) -> {
		});
		assertThat(this.signal.send(this, "one").get(0)).isSameAs(this.signal.send(this, "two").get(0));
	}

	private void connect(Connector<Object, String> connector) {
		String uid = connector.uid;
		connector.connectStrong((sender, event) -> {
			this.calls.add(uid + " " + event);
			return "from " + uid;
		});
	}

	private void fail(String uid, RuntimeException failure) {
		this.signal.uid(uid).connectStrong((event) -> {
			throw failure;
		});
	}

	private void fail(String uid, Error failure) {
		this.signal.uid(uid).connectStrong((event) -> {
			throw failure;
		});
	}

}
