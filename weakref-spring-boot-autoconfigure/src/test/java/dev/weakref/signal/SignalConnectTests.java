package dev.weakref.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for connecting and disconnecting.
 */
class SignalConnectTests {

	private final Reaper reaper = Reaper.start();

	private final Signal<Object, String> signal = new Signals(this.reaper).create("news");

	private final Listener listener = new Listener();

	@AfterEach
	void close() {
		assertThat(this.signal.state.estimatedSize()).isEqualTo(this.signal.receiverCount());
		this.reaper.close();
	}

	@Test
	void anOwnedReceiverIsGivenItsOwnerAndTheEvent() {
		OwnedRegistration connection = this.signal.connect(this.listener, Listener::hear);
		this.signal.send(this, "hello");
		assertThat(this.listener.heard).containsExactly("hello");
		assertThat(connection.isLive()).isTrue();
	}

	@Test
	void anOwnedReceiverCanBeGivenTheSenderAndAnswer() {
		this.signal.connect(this.listener, (owner, sender, event) -> owner.hear(sender + ": " + event));
		assertThat(this.signal.send("Ann", "hello")).extracting(Signal.Result::value).containsExactly(1);
		assertThat(this.listener.heard).containsExactly("Ann: hello");
	}

	@Test
	void aStrongReceiverIsGivenTheEvent() {
		List<String> heard = new ArrayList<>();
		this.signal.connectStrong((Consumer<String>) heard::add);
		this.signal.connectStrong((sender, event) -> heard.add(sender + ": " + event));
		assertThat(this.signal.send(null, "hello")).extracting(Signal.Result::value).containsExactly(null, true);
		assertThat(heard).containsExactly("hello", "null: hello");
	}

	@Test
	void theSameReceiverOfTheSameOwnerIsConnectedOnce() {
		BiConsumer<Listener, String> hear = Listener::hear;
		OwnedRegistration first = this.signal.connect(this.listener, hear);
		assertThat(this.signal.connect(this.listener, hear)).isSameAs(first);
		assertThat(this.signal.receiverCount()).isEqualTo(1);
		this.signal.send(this, "hello");
		assertThat(this.listener.heard).containsExactly("hello");
	}

	@Test
	void theSameFunctionOfAnotherOwnerIsAnotherReceiver() {
		Listener equal = new Listener();
		assertThat(equal).isEqualTo(this.listener);
		BiConsumer<Listener, String> hear = Listener::hear;
		this.signal.connect(this.listener, hear);
		this.signal.connect(equal, hear);
		this.signal.send(this, "hello");
		assertThat(equal.heard).containsExactly("hello");
		assertThat(this.signal.disconnect(equal, hear)).isTrue();
		assertThat(this.signal.disconnect(equal, hear)).isFalse();
		assertThat(this.signal.receiverCount()).isEqualTo(1);
	}

	@Test
	void theSameStrongReceiverIsConnectedOnceForEachSender() {
		Consumer<String> receiver = this.listener.heard::add;
		this.signal.connectStrong(receiver);
		this.signal.connectStrong(receiver);
		this.signal.from("Ann").connectStrong(receiver);
		this.signal.from("Ann").connectStrong(receiver);
		this.signal.from("Bob").connectStrong(receiver);
		assertThat(this.signal.receiverCount()).isEqualTo(3);
		this.signal.send("Ann", "hello");
		assertThat(this.listener.heard).containsExactly("hello", "hello");
	}

	@Test
	void aMethodReferenceWrittenTwiceIsTwoReceivers() {
		this.signal.connect(this.listener, Listener::hear);
		this.signal.connect(this.listener, Listener::hear);
		assertThat(this.signal.receiverCount()).isEqualTo(2);
	}

	@Test
	void ofTwoReceiversWithOneUidTheFirstStays() {
		Listener other = new Listener();
		OwnedRegistration first = this.signal.uid("audit").connect(this.listener, Listener::hear);
		OwnedRegistration second = this.signal.uid(new String("audit")).connect(other, Listener::hear);
		assertThat(second).isSameAs(first);
		this.signal.send(this, "hello");
		assertThat(this.listener.heard).containsExactly("hello");
		assertThat(other.heard).isEmpty();
	}

	@Test
	void aUidDisconnectsWithoutTheReceiverButForItsSenderOnly() {
		this.signal.uid("audit").from("Ann").connectStrong((event) -> {
		});
		assertThat(this.signal.disconnect("audit")).isFalse();
		assertThat(this.signal.from("Bob").disconnect("audit")).isFalse();
		assertThat(this.signal.from("Ann").disconnect("other")).isFalse();
		assertThat(this.signal.from("Ann").disconnect("audit")).isTrue();
		assertThat(this.signal.from("Ann").disconnect("audit")).isFalse();
		assertThat(this.signal.receiverCount()).isZero();
	}

	@Test
	void anOwnerDoesNotDisconnectTheReceiverOfAnotherOwnerByItsUid() {
		Listener other = new Listener();
		this.signal.uid("audit").connect(this.listener, Listener::hear);
		BiConsumer<Listener, String> hear = Listener::hear;
		this.signal.uid("audit").connect(other, hear);
		assertThat(this.signal.uid("audit").disconnect(other, hear)).isFalse();
		this.signal.send(this, "hello");
		assertThat(this.listener.heard).containsExactly("hello");
	}

	@Test
	void aMethodReferenceThatIsWrittenAgainDisconnectsByItsUidOnly() {
		this.signal.connect(this.listener, Listener::hear);
		BiConsumer<Listener, String> again = Listener::hear;
		assertThat(this.signal.disconnect(this.listener, again)).isFalse();
		this.signal.disconnectAll();
		this.signal.uid("audit").connect(this.listener, Listener::hear);
		assertThat(this.signal.uid("audit").disconnect(this.listener, again)).isTrue();
		this.signal.uid("strong").connectStrong(this.listener::hear);
		Consumer<String> strong = this.listener::hear;
		assertThat(this.signal.uid("strong").disconnectStrong(strong)).isTrue();
		assertThat(this.signal.receiverCount()).isZero();
	}

	@Test
	void twoOwnersOfOneClassDifferByTheRegistrationsInTheResults() {
		Listener other = new Listener();
		OwnedRegistration first = this.signal.connect(this.listener, Listener::hear);
		OwnedRegistration second = this.signal.connect(other, Listener::hear);
		assertThat(this.signal.send(null, "hello")).extracting(Signal.Result::registration)
			.containsExactly(first, second);
		assertThat(first).isNotEqualTo(second);
		assertThat(this.signal.prepare().robust().send("hello").get(1).registration()).isSameAs(second);
	}

	@Test
	void aUidCountsMoreThanTheReceiverThatIsGivenWithIt() {
		BiConsumer<Listener, String> hear = Listener::hear;
		this.signal.uid("audit").connect(this.listener, hear);
		assertThat(this.signal.disconnect(this.listener, hear)).isFalse();
		assertThat(this.signal.uid("audit").disconnect(this.listener, hear)).isTrue();
		this.signal.uid("audit").connectStrong((event) -> {
		});
		Consumer<String> other = (event) -> {
		};
		assertThat(this.signal.uid("audit").disconnectStrong(other)).isTrue();
		assertThat(this.signal.receiverCount()).isZero();
	}

	@Test
	void aUidDisconnectsNoReceiverThatWasConnectedWithoutOne() {
		this.signal.from("Ann").connect(this.listener, Listener::hear);
		assertThat(this.signal.from("Ann").disconnect(Listener.class.getName())).isFalse();
		assertThatNullPointerException().isThrownBy(() -> this.signal.from("Ann").disconnect(null));
		assertThat(this.signal.receiverCount()).isEqualTo(1);
	}

	@Test
	void disconnectingReturnsWhetherAReceiverWasConnected() {
		Consumer<String> receiver = this.listener.heard::add;
		BiConsumer<Listener, String> hear = Listener::hear;
		this.signal.connectStrong(receiver);
		this.signal.from("Ann").connect(this.listener, hear);
		assertThat(this.signal.disconnect(this.listener, hear)).isFalse();
		assertThat(this.signal.from("Bob").disconnect(this.listener, hear)).isFalse();
		assertThat(this.signal.from("Ann").disconnect(this.listener, hear)).isTrue();
		assertThat(this.signal.from("Ann").disconnect(this.listener, hear)).isFalse();
		assertThat(this.signal.disconnectStrong(receiver)).isTrue();
		assertThat(this.signal.disconnectStrong(receiver)).isFalse();
		assertThat(this.signal.receiverCount()).isZero();
		assertThat(this.signal.state.senderLists).isEmpty();
		assertThat(this.signal.state.bySender).isEmpty();
	}

	@Test
	void aRegistrationCanBeClosed() {
		OwnedRegistration connection = this.signal.connect(this.listener, Listener::hear);
		OwnedRegistration other = this.signal.from("Ann").connect(this.listener, Listener::hear);
		connection.close();
		connection.close();
		assertThat(connection.isLive()).isFalse();
		assertThat(other.isLive()).isTrue();
		other.close();
		this.signal.send("Ann", "hello");
		assertThat(this.listener.heard).isEmpty();
	}

	@Test
	void aRegistrationThatWasReplacedDoesNotCloseItsSuccessor() {
		OwnedRegistration first = this.signal.uid("audit").connect(this.listener, Listener::hear);
		first.close();
		OwnedRegistration second = this.signal.uid("audit").connect(this.listener, Listener::hear);
		first.close();
		assertThat(first.isLive()).isFalse();
		assertThat(second.isLive()).isTrue();
	}

	@Test
	void aReceiverForOneSenderHearsNoOther() {
		List<Integer> sender = new ArrayList<>(List.of(1));
		this.signal.from(sender).connect(this.listener, Listener::hear);
		this.signal.send(new ArrayList<>(sender), "equal");
		this.signal.send(null, "nobody");
		sender.add(2);
		this.signal.send(sender, "itself");
		assertThat(this.listener.heard).containsExactly("itself");
	}

	@Test
	void aSubclassIsAnotherSender() {
		this.signal.from(Number.class).connect(this.listener, Listener::hear);
		this.signal.send(Integer.class, "integer");
		this.signal.send(Number.class, "number");
		assertThat(this.listener.heard).containsExactly("number");
	}

	@Test
	void thereAreReceiversOfASenderOrOfEverySender() {
		assertThat(this.signal.hasReceivers(null)).isFalse();
		this.signal.from("Ann").connect(this.listener, Listener::hear);
		assertThat(this.signal.hasReceivers(null)).isFalse();
		assertThat(this.signal.hasReceivers("Ann")).isTrue();
		assertThat(this.signal.hasReceivers("Bob")).isFalse();
		this.signal.connect(this.listener, Listener::hear);
		assertThat(this.signal.hasReceivers(null)).isTrue();
		assertThat(this.signal.hasReceivers("Bob")).isTrue();
	}

	@Test
	void allReceiversCanBeDisconnected() {
		this.signal.from("Ann").connect(this.listener, Listener::hear);
		this.signal.connect(this.listener, Listener::hear);
		this.signal.disconnectAll();
		assertThat(this.signal.receiverCount()).isZero();
		assertThat(this.signal.send("Ann", "hello")).isEmpty();
		this.signal.from("Ann").connect(this.listener, Listener::hear);
		this.signal.connect(this.listener, Listener::hear);
		assertThat(this.signal.send("Ann", "hello")).hasSize(2);
	}

	@Test
	void aReceiverThatHoldsItsOwnerIsRefusedWithTheRightShape() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.signal.connect(this, (owner, event) -> this.listener.hear(event)))
			.withMessage("The receiver holds its owner of type " + SignalConnectTests.class.getName()
					+ " through a captured variable, so that neither could ever be collected. Use the owner that the"
					+ " receiver is given with each event: (owner, event) -> owner.handle(event)");
		CallableListener callable = new CallableListener();
		assertThatIllegalArgumentException().isThrownBy(() -> this.signal.connect(callable, callable))
			.withMessageContaining("being the object itself");
		assertThat(this.signal.receiverCount()).isZero();
		this.signal.connect(callable, CallableListener::hear);
		assertThat(this.signal.receiverCount()).isEqualTo(1);
	}

	@Test
	void aReceiverThatHoldsItsSenderIsRefusedUnlessThatIsAClass() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.signal.from(this).connectStrong((event) -> this.listener.hear(event)))
			.withMessageContaining("holds the sender of type " + SignalConnectTests.class.getName());
		Class<?> sender = SignalConnectTests.class;
		this.signal.from(sender).connectStrong((event) -> this.listener.hear(sender.getName()));
		this.signal.from(this).connect(this, (self, event) -> self.listener.hear(event));
		assertThat(this.signal.receiverCount()).isEqualTo(2);
	}

	@Test
	void nullIsRefused() {
		BiConsumer<Listener, String> hear = Listener::hear;
		assertThatNullPointerException().isThrownBy(() -> this.signal.connect(null, hear));
		assertThatNullPointerException()
			.isThrownBy(() -> this.signal.connect(this.listener, (BiConsumer<Listener, String>) null));
		assertThatNullPointerException().isThrownBy(() -> this.signal.connectStrong((Consumer<String>) null));
		assertThatNullPointerException().isThrownBy(() -> this.signal.from(null));
		assertThatNullPointerException().isThrownBy(() -> this.signal.uid(null));
	}

	@Test
	void textsOfSignalAndRegistrationsShowNeitherOwnersNorEvents() {
		OwnedRegistration connection = this.signal.connect(this.listener, Listener::hear);
		assertThat(this.signal).hasToString("Signal[news, receivers=1]");
		assertThat(connection).hasToString("Registration[" + Listener.class.getName() + "]");
		assertThat(this.signal.uid("audit").connectStrong((event) -> {
		})).hasToString("Registration[audit]");
		assertThat(this.signal.connectStrong((event) -> {
		})).hasToString("Registration[a lambda in " + SignalConnectTests.class.getName() + "]");
	}

	private static final class Listener {

		final List<String> heard = new ArrayList<>();

		int hear(String event) {
			this.heard.add(event);
			return this.heard.size();
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Listener;
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

	private static final class CallableListener implements BiConsumer<CallableListener, String> {

		@Override
		public void accept(CallableListener owner, String event) {
		}

		void hear(String event) {
		}

	}

}
