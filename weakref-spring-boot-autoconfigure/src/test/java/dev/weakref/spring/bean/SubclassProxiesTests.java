package dev.weakref.spring.bean;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.aot.AotDetector;
import org.springframework.cglib.proxy.Callback;
import org.springframework.core.SpringProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SubclassProxies}; what its proxies do is told by
 * {@link BeanProxiesTests}.
 */
class SubclassProxiesTests {

	private final SubclassProxies proxies = new SubclassProxies("Purpose");

	@AfterEach
	void reset() {
		SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
	}

	@Test
	void aSubclassIsNamedAfterItsPurpose() {
		assertThat(this.proxies.subclass(Made.class).getName()).isEqualTo(Made.class.getName() + "$$Purpose$$0");
		assertThat(this.proxies.subclass(Made.class, Runnable.class).getName())
			.isEqualTo(Made.class.getName() + "$$Purpose$$1");
	}

	@Test
	void aSubclassThatWasMadeAheadOfTimeIsUsed() {
		SpringProperties.setProperty(AotDetector.AOT_ENABLED, "true");
		assertThat(this.proxies.subclass(Ahead.class)).isEqualTo(Ahead$$Purpose$$0.class);
	}

	@Test
	void aTypeThatCannotHaveSubclassesIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.proxies.subclass(String.class))
			.withMessageStartingWith("java.lang.String is final or sealed");
		assertThatIllegalArgumentException().isThrownBy(() -> this.proxies.subclass(Secret.class))
			.withMessageContaining("There can be no proxy of " + Secret.class.getName());
	}

	@Test
	void anObjectThatIsNoProxyHasNoHandler() {
		assertThat(OwnProxies.handler(new Made())).isNull();
		assertThat(OwnProxies.handler(null)).isNull();
	}

	@Test
	void theFinalizerOfAProxyIsNotThatOfTheObject() throws Throwable {
		List<String> called = new ArrayList<>();
		Finalizable proxy = (Finalizable) this.proxies.create(this.proxies.subclass(Finalizable.class),
				(self, method, arguments) -> called.add(method.getName()) ? null : "never");
		proxy.finalize();
		proxy.work();
		assertThat(called).containsExactly("work");
	}

	/**
	 * Has what some old classes still have.
	 */
	static class Finalizable {

		void work() {
		}

		@Override
		@SuppressWarnings({ "deprecation", "removal" })
		protected void finalize() throws Throwable {
			super.finalize();
		}

	}

	static class Made {

	}

	static class Ahead {

	}

	/**
	 * Looks as if CGLIB had made it.
	 */
	public static class Ahead$$Purpose$$0 extends Ahead {

		public static @Nullable Object CGLIB$FACTORY_DATA;

		public static @Nullable Object CGLIB$CALLBACK_FILTER;

		public static void CGLIB$SET_THREAD_CALLBACKS(Callback[] callbacks) {
		}

	}

	static class Secret {

		private Secret() {
		}

	}

}
