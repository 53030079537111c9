package dev.weakref.spring.bean;

import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.ReferentCollectedException;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakProxies;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link CglibProxyFactory}.
 */
class CglibProxyFactoryTests {

	@AutoClose
	private final Reaper reaper = Reaper.builder().executor(Runnable::run).start();

	private final Referents referents = new Referents(this.reaper);

	private final WeakProxies proxies = new WeakProxies(this.referents, new CglibProxyFactory());

	private final Counter counter = new Counter(new AtomicInteger(5));

	@Test
	void aClassWithoutDefaultConstructorIsProxied() {
		Counter proxy = this.proxies.proxy(this.counter, Counter.class);
		assertThat(proxy.next()).isEqualTo(6);
		assertThat(this.counter.next()).isEqualTo(7);
		assertThat(proxy.packagePrivate()).isEqualTo(7);
		assertThat(proxy).hasToString("at 7");
		assertThat(WeakProxies.isProxy(proxy)).isTrue();
		assertThat(this.proxies.proxy(this.counter, Counter.class)).isSameAs(proxy);
		assertThat(proxy.equals(this.counter)).isTrue();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(proxy::hashCode);
		assertThatIllegalStateException().isThrownBy(proxy::fail).withMessage("failed");
	}

	@Test
	void aDeadProxyThrows() {
		Counter proxy = this.proxies.proxy(this.counter, Counter.class);
		SimulatedCollector.collect(this.referents, this.counter);
		assertThat(WeakProxies.isAlive(proxy)).isFalse();
		assertThatExceptionOfType(ReferentCollectedException.class).isThrownBy(proxy::next);
		assertThat(proxy).hasToString("weak proxy of " + Counter.class.getName() + ", dead");
	}

	@Test
	void aFinalClassIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.proxies.proxy(new Point(1, 2), Point.class))
			.withMessageContaining("is final or sealed");
	}

	record Point(int x, int y) {
	}

	static class Counter {

		private final AtomicInteger count;

		Counter(AtomicInteger count) {
			this.count = count;
		}

		public int next() {
			return this.count.incrementAndGet();
		}

		int packagePrivate() {
			return this.count.get();
		}

		void fail() {
			throw new IllegalStateException("failed");
		}

		@Override
		public String toString() {
			return "at " + this.count;
		}

	}

}
