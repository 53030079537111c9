package dev.weakref.examples;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.reference.WeakLink;
import dev.weakref.registry.Companions;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * At most one proxy for each object: made for the first caller, gone with the object,
 * and with a way back to it.
 */
class OneProxyPerObjectTests extends Examples {

	private final AtomicInteger made = new AtomicInteger();

	// tag::proxy[]
	private final Companions<List<String>, Counter> counters = this.registry.companions("counters");

	Counter counterOf(List<String> list) {
		return this.counters.withLink(list, this::newCounter);
	}

	private Counter newCounter(WeakLink<List<String>> list) {
		this.made.incrementAndGet();
		return () -> list.require().size();
	}
	// end::proxy[]

	// tag::temporary[]
	private final Companions<List<String>, Counter> temporary = this.registry.weakCompanions("temporary");

	Counter temporaryCounterOf(List<String> list) {
		return this.temporary.of(list, (held) -> held::size);
	}
	// end::temporary[]

	@Test
	void manyThreadsGetTheOneProxyOfAnObject() {
		List<String> list = new ArrayList<>();
		List<Background<Counter>> threads = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			threads.add(Background.start(() -> counterOf(list)));
		}
		assertThat(threads.stream().map(Background::result).distinct()).containsExactly(counterOf(list));
		assertThat(this.made).hasValue(1);
	}

	@Test
	void twoEqualObjectsHaveTwoProxies() {
		List<String> one = new ArrayList<>();
		List<String> other = new ArrayList<>();
		assertThat(one).isEqualTo(other);
		assertThat(counterOf(one)).isNotSameAs(counterOf(other));
		one.add("changed, and so of another hash code");
		assertThat(counterOf(one).count()).isEqualTo(1);
		assertThat(this.made).hasValue(2);
	}

	@Test
	void aProxyAndItsObjectGoTogether() {
		List<String> held = new ArrayList<>();
		Counter counter = counterOf(held);
		WeakReference<Counter> other = new WeakReference<>(counterOf(new ArrayList<>()));
		GarbageCollector.awaitCollected(other);
		assertThat(counterOf(held)).isSameAs(counter);
	}

	@Test
	void aProxyThatHoldsItsObjectIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.counters.of(new ArrayList<>(), (list) -> list::size))
			.withMessageContaining("WeakLink");
	}

	@Test
	void ofWeaklyHeldProxiesThereIsOneAsLongAsItIsUsed() {
		List<String> list = new ArrayList<>();
		Counter counter = temporaryCounterOf(list);
		assertThat(temporaryCounterOf(list)).isSameAs(counter);
		List<String> otherList = new ArrayList<>();
		WeakReference<Counter> dropped = new WeakReference<>(temporaryCounterOf(otherList));
		GarbageCollector.awaitCollected(dropped);
		assertThat(this.temporary.find(list)).isSameAs(counter);
		assertThat(temporaryCounterOf(otherList).count()).isZero();
	}

	interface Counter {

		int count();

	}

}
