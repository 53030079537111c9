package dev.weakref.examples;

import dev.weakref.reference.ReferentCollectedException;
import dev.weakref.reference.WeakProxies;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An object that is used as if it were another, without keeping that one alive.
 */
class WeakProxyExampleTests extends Examples {

	@Test
	void aProxyPassesCallsOnUntilItsObjectIsGone() {
		Lamp held = new Lamp();
		Switch other = this.proxies.proxy(new Lamp(), Switch.class);
		GarbageCollector.awaitUntil("the other lamp is gone", () -> !WeakProxies.isAlive(other));
		assertThat(new Remote(held, this.proxies).press()).isTrue();
		assertThat(held.on).isTrue();
		assertThatExceptionOfType(ReferentCollectedException.class).isThrownBy(other::turnOn);
	}

	@Test
	void aProxyIsToldFromItsObject() {
		Lamp lamp = new Lamp();
		Switch proxy = this.proxies.proxy(lamp, Switch.class);
		assertThat(WeakProxies.isProxy(proxy)).isTrue();
		assertThat(WeakProxies.isProxy(lamp)).isFalse();
		assertThat(proxy).isEqualTo(lamp).isNotSameAs(lamp);
	}

	@Test
	void aRemoteWithoutItsLampIsDead() {
		Remote remote = new Remote(new Lamp(), this.proxies);
		GarbageCollector.awaitUntil("the lamp is gone", () -> !remote.press());
		assertThat(WeakProxies.isAlive(remote.lamp)).isFalse();
	}

	// tag::remote[]
	static final class Remote {

		private final Switch lamp;

		Remote(Switch lamp, WeakProxies proxies) {
			this.lamp = proxies.proxy(lamp, Switch.class);
		}

		boolean press() {
			try {
				this.lamp.turnOn();
				return true;
			}
			catch (ReferentCollectedException ex) {
				return false;
			}
		}

	}
	// end::remote[]

	interface Switch {

		void turnOn();

	}

	private static final class Lamp implements Switch {

		private boolean on;

		@Override
		public void turnOn() {
			this.on = true;
		}

	}

}
