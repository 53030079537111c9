package dev.weakref.spring.event;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.signal.OwnedRegistration;
import dev.weakref.suitability.CapturedReferentException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.Ordered;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link WeakApplicationListeners} whose owners are alive.
 */
class WeakApplicationListenersTests {

	@AutoClose
	private final Hearing hearing = new Hearing();

	private final WeakApplicationListeners listeners = this.hearing.listeners;

	private final View view = new View();

	@Test
	void aListenerIsGivenItsOwnerAndTheEvent() {
		this.listeners.on(this.view, Ping.class, View::show);
		Ping ping = new Ping(this);
		this.hearing.publish(ping);
		assertThat(this.view.shown).containsExactly(ping);
	}

	@Test
	void aListenerOfAPayloadIsGivenThePayload() {
		this.listeners.on(this.view, String.class, View::show);
		this.hearing.publish("hello");
		this.hearing.publish(1);
		assertThat(this.view.shown).containsExactly("hello");
	}

	@Test
	void aListenerOfPayloadEventsIsGivenTheEvent() {
		this.listeners.on(this.view, PayloadApplicationEvent.class, View::show);
		this.hearing.publish("hello");
		assertThat(this.view.shown).singleElement().isInstanceOf(PayloadApplicationEvent.class);
	}

	@Test
	void aListenerHearsOfSubtypes() {
		this.listeners.on(this.view, CharSequence.class, View::show);
		this.listeners.on(this.view, ApplicationEvent.class, View::show);
		LoudPing ping = new LoudPing(this);
		this.hearing.publish(ping);
		assertThat(this.view.shown).containsExactly(ping);
		this.hearing.publish("hello");
		assertThat(this.view.shown).hasSize(3).contains("hello");
	}

	@Test
	void aGenericTypeIsTakenAtItsWord() {
		this.listeners.on(this.view, new ParameterizedTypeReference<Changed<String>>() {
		}, View::show);
		Changed<String> text = new Changed<>("text");
		this.hearing.publish(new Changed<>(1), ResolvableType.forClassWithGenerics(Changed.class, Integer.class));
		this.hearing.publish(text, ResolvableType.forClassWithGenerics(Changed.class, String.class));
		this.hearing.publish(new Changed<>("of unknown type"));
		assertThat(this.view.shown).containsExactly(text);
	}

	@Test
	void aTypeMayBeKnownAtRunTimeOnly() {
		this.listeners.to(ResolvableType.forClassWithGenerics(Changed.class, Integer.class)).on(this.view, View::show);
		this.hearing.publish(new Changed<>(1), ResolvableType.forClassWithGenerics(Changed.class, Integer.class));
		this.hearing.publish(new Changed<>("one"), ResolvableType.forClassWithGenerics(Changed.class, String.class));
		assertThat(this.view.shown).containsExactly(new Changed<>(1));
	}

	@Test
	void aCallbackThatHoldsItsOwnerIsRefusedWithTheRightShape() {
		View mine = this.view;
		assertThatExceptionOfType(CapturedReferentException.class)
			.isThrownBy(() -> this.listeners.on(mine, String.class, (owner, event) -> mine.show(event)))
			.withMessage("The listener holds its owner of type " + View.class.getName()
					+ " through a captured variable, so that neither could ever be collected. Use the owner that the"
					+ " listener is given with each event: (owner, event) -> owner.handle(event)");
		this.hearing.publish("hello");
		assertThat(this.view.shown).isEmpty();
	}

	@Test
	void aConditionThatHoldsTheOwnerIsRefused() {
		View mine = this.view;
		WeakListenerSpec<String> spec = this.listeners.to(String.class).when((text) -> mine.shown.isEmpty());
		assertThatExceptionOfType(CapturedReferentException.class).isThrownBy(() -> spec.on(mine, View::show))
			.withMessageStartingWith("A condition of the listener holds its owner of type " + View.class.getName())
			.withMessageContaining("Let the listener decide");
	}

	@Test
	void aCallbackMayHoldOtherObjectsThanItsOwner() {
		List<String> log = new ArrayList<>();
		this.listeners.on(this.view, String.class, (owner, event) -> log.add(event));
		this.hearing.publish("hello");
		assertThat(log).containsExactly("hello");
	}

	@Test
	void aClosedListenerIsNotCalled() {
		OwnedRegistration registration = this.listeners.on(this.view, String.class, View::show);
		OwnedRegistration other = this.listeners.on(this.view, String.class, View::show);
		assertThat(registration.isLive()).isTrue();
		registration.close();
		registration.close();
		assertThat(registration.isLive()).isFalse();
		assertThat(other.isLive()).isTrue();
		this.hearing.publish("hello");
		assertThat(this.view.shown).containsExactly("hello");
		assertThat(this.hearing.managed(String.class).liveCount()).isOne();
		assertThat(this.hearing.managed(String.class).collectedCount()).isZero();
	}

	@Test
	void listenersAreCalledInTheOrderOfTheirRegistration() {
		List<String> log = this.view.log;
		this.listeners.on(this.view, Object.class, (owner, event) -> log.add("first"));
		this.listeners.on(this.view, Object.class, (owner, event) -> log.add("second"));
		this.listeners.on(this.view, Object.class, (owner, event) -> log.add("third"));
		this.hearing.publish("hello");
		assertThat(log).containsExactly("first", "second", "third");
	}

	@Test
	void ordersHoldAmongWeakAndOtherListeners() {
		List<String> log = this.view.log;
		this.listeners.to(String.class).order(20).on(this.view, (owner, event) -> log.add("weak 20"));
		this.hearing.multicaster.addApplicationListener(new Strong(10, log));
		this.listeners.on(this.view, String.class, (owner, event) -> log.add("weak last"));
		this.hearing.multicaster.addApplicationListener(new Strong(30, log));
		this.listeners.to(Object.class)
			.order(Ordered.HIGHEST_PRECEDENCE)
			.on(this.view, (owner, event) -> log.add("weak first"));
		this.hearing.publish("hello");
		assertThat(log).containsExactly("weak first", "strong 10", "weak 20", "strong 30", "weak last");
	}

	@Test
	void aListenerThatIsRegisteredDuringAnEventReceivesTheNextOne() {
		this.listeners.on(this.view, String.class, (owner, event) -> {
			owner.show(event);
			this.listeners.on(owner, String.class, (same, again) -> same.log.add(again));
		});
		this.hearing.publish("one");
		assertThat(this.view.log).isEmpty();
		this.hearing.publish("two");
		assertThat(this.view.log).containsExactly("two");
	}

	@Test
	void aListenerThatIsClosedDuringAnEventIsNotCalledAnyMore() {
		List<OwnedRegistration> registrations = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			registrations.add(this.listeners.on(this.view, String.class, (owner, event) -> {
				owner.show(event);
				registrations.forEach(OwnedRegistration::close);
			}));
		}
		this.hearing.publish("hello");
		assertThat(this.view.shown).containsExactly("hello");
	}

	@Test
	void aListenerMayPublish() {
		this.listeners.on(this.view, Integer.class, (owner, number) -> {
			owner.show(number);
			if (number > 0) {
				this.hearing.publish(number - 1);
			}
		});
		this.hearing.publish(2);
		assertThat(this.view.shown).containsExactly(2, 1, 0);
	}

	@Test
	void theMulticasterIsToldOnceForATypeAndOrder() {
		for (int i = 0; i < 100; i++) {
			View owner = new View();
			this.listeners.on(owner, String.class, View::show).close();
			this.listeners.to(String.class).order(1).on(owner, View::show);
			this.listeners.on(owner, Integer.class, View::show);
		}
		assertThat(this.hearing.added).hasSize(3)
			.extracting(Object::toString)
			.contains("weak listeners of java.lang.String with order 1");
	}

	@Test
	void aPredicateDecidesWhatIsHeard() {
		this.listeners.to(Integer.class)
			.when((number) -> number > 1)
			.when((number) -> number < 4)
			.on(this.view, View::show);
		for (int i = 0; i < 6; i++) {
			this.hearing.publish(i);
		}
		assertThat(this.view.shown).containsExactly(2, 3);
		assertThat(this.hearing.managed(Integer.class).deliveries()).isEqualTo(2);
	}

	@Test
	void anExpressionSeesWhatThatOfAnEventListenerSees() {
		this.hearing.beanFactory.registerSingleton("limit", 3);
		for (String condition : List.of("#event == 'yes'", "#root.event.payload == 'yes'", "event.payload == 'yes'",
				"#root.args[0] == 'yes'", "args[0] == 'yes'", "#a0 == 'yes'", "#p0 == 'yes'",
				"#event.length() == @limit", "#event == 'yes' ? 'on' : 'off'")) {
			this.listeners.to(String.class)
				.condition(condition)
				.on(this.view, (owner, event) -> owner.log.add(condition));
		}
		this.hearing.publish("no");
		assertThat(this.view.log).isEmpty();
		this.hearing.publish("yes");
		assertThat(this.view.log).hasSize(9);
	}

	@Test
	void anInvalidExpressionIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.listeners.to(String.class).condition("#event =="))
			.withMessageStartingWith("The condition '#event ==' is not a valid expression: ");
	}

	@Test
	void nothingMayBeNull() {
		assertThatNullPointerException().isThrownBy(() -> this.listeners.on(null, String.class, (o, e) -> {
		})).withMessage("'owner' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.listeners.to(String.class).on(this.view, null))
			.withMessage("'callback' must not be null");
	}

	@Test
	void afterCloseNoListenerIsCalledAndNoneCanBeRegistered() {
		OwnedRegistration registration = this.listeners.on(this.view, String.class, View::show);
		this.listeners.close();
		this.listeners.close();
		this.hearing.publish("hello");
		assertThat(this.view.shown).isEmpty();
		assertThat(registration.isLive()).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> this.listeners.on(this.view, String.class, View::show))
			.withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> this.listeners.on(this.view, Integer.class, View::show));
		assertThat(this.listeners.directory().all()).isEmpty();
	}

	@Test
	void closeDuringAnEventEndsItForTheWeakListenersBehind() {
		for (int i = 0; i < 2; i++) {
			this.listeners.on(this.view, String.class, (owner, event) -> {
				owner.show(event);
				this.listeners.close();
			});
		}
		this.hearing.publish("hello");
		assertThat(this.view.shown).containsExactly("hello");
	}

	@Test
	void listenersAreCountedByEventType() {
		this.listeners.on(this.view, String.class, View::show);
		this.listeners.to(String.class).order(1).on(this.view, View::show);
		this.listeners.on(this.view, Integer.class, View::show);
		this.hearing.publish("hello");
		ManagedListeners managed = this.hearing.managed(String.class);
		assertThat(managed.liveCount()).isEqualTo(2);
		assertThat(managed.estimatedSize()).isEqualTo(2);
		assertThat(managed.deliveries()).isEqualTo(2);
		assertThat(this.hearing.managed(Integer.class).deliveries()).isZero();
		assertThat(this.listeners.directory().all()).extracting(ManagedListeners::name)
			.containsExactly("java.lang.Integer", "java.lang.String");
	}

	@Test
	void aRegistrationNamesItsTypeAndPlace() {
		assertThat(this.listeners.on(this.view, String.class, View::show)).asString()
			.startsWith("Registration[java.lang.String, registered at " + getClass().getName()
					+ ".aRegistrationNamesItsTypeAndPlace(WeakApplicationListenersTests.java:");
	}

	private static final class View {

		private final List<Object> shown = new ArrayList<>();

		private final List<String> log = new ArrayList<>();

		void show(Object event) {
			this.shown.add(event);
		}

	}

	record Changed<T>(T thing) {
	}

	static class Ping extends ApplicationEvent {

		private static final long serialVersionUID = 1L;

		Ping(Object source) {
			super(source);
		}

	}

	static final class LoudPing extends Ping {

		private static final long serialVersionUID = 1L;

		LoudPing(Object source) {
			super(source);
		}

	}

	private record Strong(int order,
			List<String> log) implements ApplicationListener<PayloadApplicationEvent<String>>, Ordered {

		@Override
		public int getOrder() {
			return this.order;
		}

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<String> event) {
			this.log.add("strong " + this.order);
		}

	}

}
