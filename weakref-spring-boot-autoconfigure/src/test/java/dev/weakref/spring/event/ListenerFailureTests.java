package dev.weakref.spring.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import ch.qos.logback.classic.Level;
import dev.weakref.signal.OwnedRegistration;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for weak listeners that throw, and for those that are called elsewhere.
 */
class ListenerFailureTests {

	private final List<Runnable> tasks = new ArrayList<>();

	@AutoClose
	private final Hearing hearing = new Hearing(this.tasks::add);

	private final WeakApplicationListeners listeners = this.hearing.listeners;

	private final List<String> log = new ArrayList<>();

	private final List<Throwable> handled = new ArrayList<>();

	private final Object owner = new Object();

	@Test
	void theFirstExceptionEndsThePublicationAndReachesThePublisher() {
		IllegalStateException failure = new IllegalStateException("fails");
		listen("first");
		fail(failure);
		listen("second");
		assertThatIllegalStateException().isThrownBy(() -> this.hearing.publish("hello")).isSameAs(failure);
		assertThat(this.log).containsExactly("first");
		assertThat(this.hearing.managed(String.class).failed()).isOne();
		assertThat(this.hearing.managed(String.class).deliveries()).isEqualTo(2);
	}

	@Test
	void theErrorHandlerIsGivenEachExceptionAndTheNextListenerIsCalled() {
		this.hearing.multicaster.setErrorHandler(this.handled::add);
		IllegalStateException failure = new IllegalStateException("fails");
		StackOverflowError error = new StackOverflowError();
		listen("first");
		fail(failure);
		listen("second");
		fail(error);
		listen("third");
		this.hearing.publish("hello");
		assertThat(this.log).containsExactly("first", "second", "third");
		assertThat(this.handled).containsExactly(failure, error);
		assertThat(this.hearing.managed(String.class).failed()).isEqualTo(2);
	}

	@Test
	void anErrorHandlerMayPassTheExceptionOn() {
		this.hearing.multicaster.setErrorHandler((failure) -> {
			throw new IllegalStateException("passed on", failure);
		});
		fail(new IllegalArgumentException("fails"));
		listen("second");
		assertThatIllegalStateException().isThrownBy(() -> this.hearing.publish("hello")).withMessage("passed on");
		assertThat(this.log).isEmpty();
	}

	@Test
	void aClassCastExceptionIsNotSwallowed() {
		this.listeners.on(this.owner, String.class, (owner, event) -> this.log.add(cast(event).toString()));
		assertThatIllegalStateException().isThrownBy(() -> this.hearing.publish("hello"))
			.withMessageMatching(
					"The weak listener registered at .*\\.aClassCastExceptionIsNotSwallowed\\(.*\\) failed")
			.withCauseInstanceOf(ClassCastException.class);
	}

	@Test
	void aConditionThatThrowsIsAFailureOfItsListener() {
		IllegalStateException failure = new IllegalStateException("condition");
		this.listeners.to(String.class).when((event) -> {
			throw failure;
		}).on(this.owner, (owner, event) -> this.log.add("called"));
		assertThatIllegalStateException().isThrownBy(() -> this.hearing.publish("hello")).isSameAs(failure);
		assertThat(this.log).isEmpty();
		assertThat(this.hearing.managed(String.class).failed()).isOne();
		assertThat(this.hearing.managed(String.class).deliveries()).isZero();
	}

	@Test
	void anAsynchronousListenerIsCalledByTheExecutor() {
		this.listeners.to(String.class).async().on(this.owner, (owner, event) -> this.log.add(event));
		listen("here");
		this.hearing.publish("hello");
		assertThat(this.log).containsExactly("here");
		assertThat(this.tasks).hasSize(1);
		this.tasks.get(0).run();
		assertThat(this.log).containsExactly("here", "hello");
	}

	@Test
	void anAsynchronousListenerThatIsClosedMeanwhileIsNotCalled() {
		OwnedRegistration registration = this.listeners.to(String.class)
			.async()
			.on(this.owner, (owner, event) -> this.log.add(event));
		this.hearing.publish("hello");
		registration.close();
		this.tasks.get(0).run();
		assertThat(this.log).isEmpty();
	}

	@Test
	void theConditionsOfAnAsynchronousListenerAreAskedByThePublisher() {
		this.listeners.to(String.class)
			.async()
			.when("yes"::equals)
			.on(this.owner, (owner, event) -> this.log.add(event));
		this.hearing.publish("no");
		assertThat(this.tasks).isEmpty();
		this.hearing.publish("yes");
		assertThat(this.tasks).hasSize(1);
	}

	@Test
	void aFailureElsewhereIsLoggedWithThePlaceOfItsListener() {
		this.listeners.to(String.class).async().on(this.owner, (owner, event) -> {
			throw new IllegalStateException("fails");
		});
		this.hearing.publish("one");
		this.hearing.publish("two");
		try (LogRecorder recorder = new LogRecorder(WeakApplicationListeners.class)) {
			this.tasks.forEach(Runnable::run);
			assertThat(recorder.messages(Level.WARN)).singleElement()
				.asString()
				.startsWith("An asynchronous listener, registered at " + getClass().getName()
						+ ".aFailureElsewhereIsLoggedWithThePlaceOfItsListener(ListenerFailureTests.java:")
				.contains("failed");
			assertThat(recorder.messages(Level.DEBUG)).hasSize(1);
		}
		assertThat(this.hearing.managed(String.class).failed()).isEqualTo(2);
	}

	@Test
	void aFailureElsewhereIsTheErrorHandlersIfThereIsOne() {
		this.hearing.multicaster.setErrorHandler(this.handled::add);
		IllegalStateException failure = new IllegalStateException("fails");
		this.listeners.to(String.class).async().on(this.owner, (owner, event) -> {
			throw failure;
		});
		this.hearing.publish("hello");
		assertThat(this.handled).isEmpty();
		this.tasks.get(0).run();
		assertThat(this.handled).containsExactly(failure);
	}

	@Test
	void anExecutorThatTakesNoMoreLeavesTheCallToThePublisher() {
		try (Hearing full = new Hearing((task) -> {
			throw new RejectedExecutionException("full");
		})) {
			full.listeners.to(String.class).async().on(this.owner, (owner, event) -> this.log.add(event));
			full.publish("hello");
			assertThat(this.log).containsExactly("hello");
		}
	}

	private void listen(String name) {
		this.listeners.on(this.owner, String.class, (owner, event) -> this.log.add(name));
	}

	private void fail(Throwable failure) {
		this.listeners.on(this.owner, String.class,
				(owner, event) -> ListenerFailureTests.<RuntimeException>rethrow(failure));
	}

	private static Integer cast(Object object) {
		return (Integer) object;
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void rethrow(Throwable failure) throws T {
		throw (T) failure;
	}

}
