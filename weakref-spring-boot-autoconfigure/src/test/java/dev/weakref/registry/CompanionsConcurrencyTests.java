package dev.weakref.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Races for companions and registrations.
 */
class CompanionsConcurrencyTests {

	private static final int THREADS = 8;

	private static final int OBJECTS = 10_000;

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakRegistry registry = new WeakRegistry(this.reaper);

	@Test
	void allThreadsAreGivenTheOneCompanionThatWasMade() {
		List<Object> objects = objects();
		Map<Object, AtomicInteger> made = new IdentityHashMap<>();
		objects.forEach((object) -> made.put(object, new AtomicInteger()));
		Companions<Object, Object> companions = this.registry.companions("races");
		List<List<Object>> given = race(() -> objects.stream().map((object) -> companions.of(object, (key) -> {
			made.get(key).incrementAndGet();
			return new Object();
		})).toList());
		assertThat(made.values()).allMatch((runs) -> runs.get() == 1);
		given.forEach((list) -> assertThat(identities(list)).isEqualTo(identities(given.get(0))));
		assertThat(companions.liveCount()).isEqualTo(OBJECTS);
		assertThat(companions.registered()).isEqualTo(OBJECTS);
	}

	@Test
	void anObjectThatAllThreadsRegisterIsRegisteredOnce() {
		List<Object> objects = objects();
		WeakGroup<Object> group = this.registry.group("races");
		List<Long> news = race(() -> objects.stream().filter(group::register).count());
		assertThat(news.stream().mapToLong(Long::longValue).sum()).isEqualTo(OBJECTS);
		assertThat(group.liveCount()).isEqualTo(OBJECTS);
		assertThat(group.registered()).isEqualTo(OBJECTS);
	}

	@Test
	void anObjectThatAllThreadsRememberHasOneId() {
		List<Object> objects = objects();
		List<List<Long>> ids = race(() -> objects.stream().map(this.registry::idOf).toList());
		assertThat(ids).allMatch((list) -> list.equals(ids.get(0)));
		assertThat(ids.get(0)).doesNotHaveDuplicates();
	}

	@Test
	void oneGroupIsMadeForAName() {
		List<WeakGroup<Object>> groups = race(() -> this.registry.group("races"));
		assertThat(identities(groups)).hasSize(1);
		List<Companions<Object, Object>> companions = race(() -> this.registry.companions("kinds"));
		assertThat(identities(companions)).hasSize(1);
		List<WeakGroup<Thread>> types = race(() -> this.registry.type(Thread.class));
		assertThat(identities(types)).hasSize(1);
	}

	@Test
	void companionsWithoutANameAreThoseInTheDirectoryHoweverOftenTheyAreRemoved() {
		Object object = new Object();
		AtomicBoolean removing = new AtomicBoolean(true);
		Background<Boolean> user = Background.run(() -> {
			while (removing.get()) {
				this.registry.companionOf(object, (key) -> new Object());
			}
		});
		for (int i = 0; i < OBJECTS; i++) {
			this.registry.companions("companions");
			this.registry.remove("companions");
		}
		removing.set(false);
		user.result();
		Object companion = this.registry.companionOf(object, (key) -> new Object());
		assertThat(this.registry.companions("companions").find(object)).isSameAs(companion);
	}

	private static List<Object> objects() {
		List<Object> objects = new ArrayList<>();
		for (int i = 0; i < OBJECTS; i++) {
			objects.add(new Object());
		}
		return objects;
	}

	private static <T> List<T> race(Callable<T> task) {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		List<Background<T>> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			threads.add(Background.start(() -> {
				await(start);
				return task.call();
			}));
		}
		return threads.stream().map(Background::result).toList();
	}

	private static void await(CyclicBarrier start) throws InterruptedException {
		try {
			start.await();
		}
		catch (BrokenBarrierException ex) {
			throw new AssertionError(ex);
		}
	}

	private static Set<Object> identities(List<?> objects) {
		Set<Object> identities = Collections.newSetFromMap(new IdentityHashMap<>());
		identities.addAll(objects);
		return identities;
	}

}
