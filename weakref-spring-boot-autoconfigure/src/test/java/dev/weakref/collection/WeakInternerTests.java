package dev.weakref.collection;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;

import com.google.common.collect.Sets;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakInterner}.
 */
class WeakInternerTests {

	private final WeakInterner<String> interner = new WeakInterner<>();

	@Test
	void theFirstOfEqualObjectsIsCanonical() {
		String first = new String("name");
		assertThat(this.interner.intern(first)).isSameAs(first);
		assertThat(this.interner.intern(new String("name"))).isSameAs(first);
	}

	@Test
	void duplicatesAreCountedAndTheCanonicalObjectIsNone() {
		String first = new String("name");
		this.interner.intern(first);
		this.interner.intern(first);
		assertThat(this.interner.duplicatesAvoided()).isZero();
		this.interner.intern(new String("name"));
		this.interner.intern(new String("name"));
		assertThat(this.interner.duplicatesAvoided()).isEqualTo(2);
	}

	@Test
	void findingDoesNotIntern() {
		assertThat(this.interner.find("name")).isNull();
		assertThat(this.interner.estimatedSize()).isZero();
		String first = this.interner.intern(new String("name"));
		assertThat(this.interner.find("name")).isSameAs(first);
	}

	@Test
	void anObjectThatIsNotHeldIsForgotten() {
		internTemporary();
		GarbageCollector.awaitUntil("the name is forgotten", () -> this.interner.find("temporary") == null);
		this.interner.cleanUp();
		assertThat(this.interner.liveCount()).isZero();
	}

	@Test
	void anObjectThatIsHeldIsRemembered() {
		String held = this.interner.intern(new String("held"));
		GarbageCollector.run();
		assertThat(this.interner.find("held")).isSameAs(held);
	}

	@Test
	void allThreadsAreGivenOneObject() {
		Set<Object> given = Sets.newConcurrentHashSet();
		for (int round = 0; round < 200; round++) {
			String name = "name" + round;
			CyclicBarrier start = new CyclicBarrier(4);
			List<Background<String>> threads = IntStream.range(0, 4).mapToObj((i) -> Background.start(() -> {
				start.await();
				return this.interner.intern(new String(name));
			})).toList();
			String canonical = threads.get(0).result();
			assertThat(threads).allSatisfy((thread) -> assertThat(thread.result()).isSameAs(canonical));
			given.add(canonical);
		}
		assertThat(given).hasSize(200);
	}

	private void internTemporary() {
		this.interner.intern(new String("temporary"));
	}

}
