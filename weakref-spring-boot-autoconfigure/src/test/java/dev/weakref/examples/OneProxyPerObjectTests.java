package dev.weakref.examples;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.reaper.Reaper;
import dev.weakref.registry.Companions;
import dev.weakref.registry.WeakLink;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * At most one proxy for each object: the {@code make_proxy} of the weak-key recipe, its
 * way back to the object, and its weak-value counterpart.
 */
class OneProxyPerObjectTests {

	private final Reaper reaper = Reaper.start();

	private final WeakRegistry registry = new WeakRegistry(this.reaper);

	private final Companions<List<String>, Sized> proxies = this.registry.companions("proxies");

	private final AtomicInteger made = new AtomicInteger();

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void manyThreadsGetTheOneProxyOfAnObject() {
		List<String> object = new ArrayList<>();
		List<Background<Sized>> threads = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			threads.add(Background.start(() -> proxyOf(object)));
		}
		assertThat(threads.stream().map(Background::result).distinct()).containsExactly(proxyOf(object));
		assertThat(this.made).hasValue(1);
	}

	@Test
	void twoEqualObjectsHaveTwoProxies() {
		List<String> one = new ArrayList<>();
		List<String> other = new ArrayList<>();
		assertThat(one).isEqualTo(other);
		assertThat(proxyOf(one)).isNotSameAs(proxyOf(other));
		one.add("changed, and so of another hash code");
		assertThat(proxyOf(one).size()).isEqualTo(1);
		assertThat(this.made).hasValue(2);
	}

	@Test
	void proxyAndObjectGoTogether() {
		List<String> held = new ArrayList<>();
		Sized proxy = proxyOf(held);
		WeakReference<Sized> other = new WeakReference<>(proxyOf(new ArrayList<>()));
		GarbageCollector.awaitCollected(other);
		assertThat(proxyOf(held)).isSameAs(proxy);
	}

	@Test
	void aProxyThatHoldsItsObjectIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.proxies.of(new ArrayList<>(), (object) -> object::size))
			.withMessageContaining("WeakLink");
	}

	@Test
	void ofWeaklyHeldProxiesThereIsOneAsLongAsSomebodyUsesIt() {
		Companions<List<String>, Sized> temporary = this.registry.weakCompanions("temporary-proxies");
		List<String> object = new ArrayList<>();
		Sized proxy = temporary.of(object, (held) -> held::size);
		assertThat(temporary.of(object, (held) -> held::size)).isSameAs(proxy);
		WeakReference<Sized> dropped = new WeakReference<>(temporary.of(new ArrayList<>(), (held) -> held::size));
		GarbageCollector.awaitCollected(dropped);
		assertThat(temporary.find(object)).isSameAs(proxy);
	}

	private Sized proxyOf(List<String> object) {
		return this.proxies.withLink(object, this::newProxy);
	}

	private Sized newProxy(WeakLink<List<String>> object) {
		this.made.incrementAndGet();
		return (Sized) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Sized.class },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "size" -> object.require().size();
					case "equals" -> proxy == arguments[0];
					case "hashCode" -> System.identityHashCode(proxy);
					default -> "a proxy";
				});
	}

	interface Sized {

		int size();

	}

}
