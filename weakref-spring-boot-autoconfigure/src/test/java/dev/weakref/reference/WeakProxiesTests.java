package dev.weakref.reference;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.CopyingClassLoader;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WeakProxies}.
 */
class WeakProxiesTests {

	@AutoClose
	private final Reaper reaper = Reaper.builder().executor(Runnable::run).start();

	private final Referents referents = new Referents(this.reaper);

	private final WeakProxies proxies = new WeakProxies(this.referents);

	private final SavingsAccount account = new SavingsAccount();

	@Test
	void callsArePassedOnAndStateIsSeenBothWays() {
		Account proxy = this.proxies.proxy(this.account, Account.class);
		proxy.deposit(3);
		this.account.deposit(4);
		assertThat(proxy.balance()).isEqualTo(7);
		assertThat(proxy.isRich()).isFalse();
		assertThat(proxy).hasToString("account of 7");
	}

	@Test
	@SuppressWarnings("unchecked")
	void interfacesOfSeveralClassLoadersArePassedOnInWhicheverOrder() {
		Class<Object> copy = (Class<Object>) CopyingClassLoader.copy(Further.class);
		Known object = (Known) Proxy.newProxyInstance(copy.getClassLoader(), new Class<?>[] { copy, Known.class },
				(self, method, arguments) -> 5);
		assertThat(this.proxies.proxy(object, Known.class, copy).number()).isEqualTo(5);
		assertThat(((Known) this.proxies.proxy(object, copy, Known.class)).number()).isEqualTo(5);
		assertThatIllegalArgumentException().isThrownBy(() -> this.proxies.proxy(object, Known.class, Further.class))
			.withMessageContaining("is not a " + Further.class.getName());
	}

	@Test
	@SuppressWarnings("unchecked")
	void jdkInterfacesArePassedOnToo() {
		List<String> list = new ArrayList<>(List.of("a"));
		List<String> proxy = this.proxies.proxy(list, List.class, RandomAccess.class);
		proxy.add("b");
		assertThat(proxy).containsExactly("a", "b").isInstanceOf(RandomAccess.class);
		assertThat(list).hasSize(2);
	}

	@Test
	void aDeadProxyThrowsAtEveryUse() {
		Account proxy = this.proxies.proxy(this.account, Account.class);
		SimulatedCollector.collect(this.referents, this.account);
		assertThatExceptionOfType(ReferentCollectedException.class).isThrownBy(proxy::balance)
			.withMessageContaining(Account.class.getName());
		assertThatExceptionOfType(ReferentCollectedException.class).isThrownBy(proxy::isRich);
		assertThatExceptionOfType(ReferentCollectedException.class).isThrownBy(() -> proxy.equals(proxy));
	}

	@Test
	void aDeadProxyStillAnswersWhatItIs() {
		Account proxy = this.proxies.proxy(this.account, Account.class);
		assertThat(WeakProxies.isProxy(proxy)).isTrue();
		assertThat(WeakProxies.isAlive(proxy)).isTrue();
		assertThat(WeakProxies.describe(proxy)).isEqualTo("weak proxy of " + Account.class.getName());
		SimulatedCollector.collect(this.referents, this.account);
		assertThat(WeakProxies.isProxy(proxy)).isTrue();
		assertThat(WeakProxies.isAlive(proxy)).isFalse();
		assertThat(WeakProxies.describe(proxy)).isEqualTo("weak proxy of " + Account.class.getName() + ", dead");
		assertThat(proxy).hasToString("weak proxy of " + Account.class.getName() + ", dead");
		assertThat(WeakProxies.isProxy(this.account)).isFalse();
		assertThat(WeakProxies.isProxy(null)).isFalse();
		assertThat(WeakProxies.isAlive(this.account)).isFalse();
		assertThat(WeakProxies.isAlive(null)).isFalse();
		assertThat(WeakProxies.describe(this.account)).contains("not a weak proxy");
		assertThat(WeakProxies.describe(null)).isEqualTo("null");
	}

	@Test
	void aProxyWithoutCallbackIsSharedByType() {
		Account proxy = this.proxies.proxy(this.account, Account.class);
		Object other = this.proxies.proxy(this.account, Marked.class, Account.class);
		assertThat(this.proxies.proxy(this.account, Account.class)).isSameAs(proxy);
		assertThat(other).isNotSameAs(proxy).isInstanceOf(Account.class);
		assertThat(this.proxies.proxy(this.account, Account.class, (dead) -> {
		})).isNotSameAs(proxy);
		assertThat(this.proxies.hashable().proxy(this.account, Account.class)).isNotSameAs(proxy);
		WeakRef<SavingsAccount> ref = new WeakRefs(this.referents).ref(this.account);
		assertThat(new WeakRefs(this.referents).refs(this.account).get(0) == ref).isTrue();
		assertThat(new WeakRefs(this.referents).refs(this.account)).anyMatch((each) -> each == proxy);
	}

	@Test
	void theHashCodeIsRefused() {
		Account proxy = this.proxies.proxy(this.account, Account.class);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(proxy::hashCode)
			.withMessageContaining("hashable()");
	}

	@Test
	void aHashableProxyCanBeAMapKeyThatOutlivesItsObject() {
		Account proxy = this.proxies.hashable().proxy(this.account, Account.class);
		Set<Account> set = new HashSet<>(Set.of(proxy));
		assertThat(proxy).hasSameHashCodeAs(this.account);
		SimulatedCollector.collect(this.referents, this.account);
		assertThat(set.contains(proxy)).isTrue();
		assertThat(proxy.equals(this.account)).isFalse();
		assertThatExceptionOfType(ReferentCollectedException.class).isThrownBy(proxy::balance);
	}

	@Test
	void equalityLooksBehindBothSides() {
		Account proxy = this.proxies.proxy(this.account, Account.class);
		Account another = this.proxies.proxy(this.account, Account.class, (dead) -> {
		});
		assertThat(proxy.equals(this.account)).isTrue();
		assertThat(proxy.equals(another)).isTrue();
		assertThat(proxy.equals(this.proxies.proxy(new SavingsAccount(), Account.class))).isFalse();
		assertThat(proxy.equals(null)).isFalse();
		assertThat(List.of(proxy).contains(this.account)).isFalse();
		assertThat(List.of(this.account).indexOf(proxy)).isZero();
	}

	@Test
	void exceptionsComeThroughAsTheyAre() {
		Account proxy = this.proxies.proxy(this.account, Account.class);
		assertThatIOException().isThrownBy(proxy::audit).withMessage("audited");
		assertThatIllegalArgumentException().isThrownBy(() -> proxy.deposit(-1)).withMessage("negative");
	}

	@Test
	void aMethodThatReturnsTheObjectHandsItOut() {
		assertThat(this.proxies.proxy(this.account, Account.class).self()).isSameAs(this.account);
	}

	@Test
	void theCallbackRunsOnceWithTheProxy() {
		List<Object> told = new ArrayList<>();
		Account proxy = this.proxies.proxy(this.account, Account.class, (dead) -> told.add(dead));
		SimulatedCollector.collect(this.referents, this.account);
		SimulatedCollector.collect(this.referents, this.account);
		assertThat(told.size()).isEqualTo(1);
		assertThat(told.get(0) == proxy).isTrue();
	}

	@Test
	void aTypeThatCannotBeAProxyIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.proxies.proxy(new SavingsAccount(), SavingsAccount.class))
			.withMessageContaining("is a class");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.proxies.proxy(this.account, Account.class, Runnable.class))
			.withMessageContaining("is not a java.lang.Runnable");
	}

	public interface Known {

		int number();

	}

	public interface Further {

	}

	interface Marked {

	}

	interface Account {

		void deposit(int amount);

		int balance();

		Account self();

		void audit() throws IOException;

		default boolean isRich() {
			return balance() > 1_000_000;
		}

	}

	static class SavingsAccount implements Account, Marked {

		private int balance;

		@Override
		public void deposit(int amount) {
			if (amount < 0) {
				throw new IllegalArgumentException("negative");
			}
			this.balance += amount;
		}

		@Override
		public int balance() {
			return this.balance;
		}

		@Override
		public Account self() {
			return this;
		}

		@Override
		public void audit() throws IOException {
			throw new IOException("audited");
		}

		@Override
		public String toString() {
			return "account of " + this.balance;
		}

	}

}
