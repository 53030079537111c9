package dev.weakref.finalizer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.testsupport.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Races of everything that can run a finalizer.
 */
@Timeout(120)
class FinalizerRaceTests {

	private static final int ROUNDS = 10_000;

	private final Race race = new Race();

	private final Reaper reaper = Reaper.builder().executor(Runnable::run).start();

	private final Referents referents = new Referents(this.reaper);

	@AfterEach
	void close() {
		this.race.close();
		this.reaper.close();
	}

	@Test
	void callCollectionAndCloseTogetherRunAFinalizerOnce() throws Exception {
		int[] causes = new int[3];
		for (int i = 0; i < ROUNDS; i++) {
			Finalizers finalizers = new Finalizers(this.referents, true, Duration.ofSeconds(60));
			Object object = new Object();
			AtomicInteger runs = new AtomicInteger();
			Finalizer<?> finalizer = finalizers.register(object, runs, AtomicInteger::incrementAndGet);
			this.race.run(finalizer::call, () -> SimulatedCollector.collect(this.referents, object), finalizers::close);
			FinalizerStatistics statistics = finalizers.statistics();
			assertThat(runs).hasValue(1);
			assertThat(finalizer.isPending()).isFalse();
			assertThat(statistics.pending()).isZero();
			causes[0] += (int) statistics.explicit();
			causes[1] += (int) statistics.collected();
			causes[2] += (int) statistics.close();
		}
		assertThat(causes[0] + causes[1] + causes[2]).isEqualTo(ROUNDS);
		assertThat(this.referents.estimatedSize()).isZero();
	}

	@Test
	void callAndDetachAndCollectionAgree() throws Exception {
		Finalizers finalizers = new Finalizers(this.referents);
		AtomicInteger runs = new AtomicInteger();
		for (int i = 0; i < ROUNDS; i++) {
			Object object = new Object();
			Finalizer<?> finalizer = finalizers.register(object, runs, AtomicInteger::incrementAndGet);
			this.race.run(finalizer::call, finalizer::detach, () -> SimulatedCollector.collect(this.referents, object));
		}
		FinalizerStatistics statistics = finalizers.statistics();
		assertThat(statistics.pending()).isZero();
		assertThat(statistics.explicit() + statistics.collected()).isEqualTo(runs.get());
		assertThat(statistics.detached()).isEqualTo(ROUNDS - runs.get());
		assertThat(this.referents.estimatedSize()).isZero();
	}

	@Test
	void aFinalizerRegisteredDuringCloseIsRunOrRefused() throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			Finalizers finalizers = new Finalizers(this.referents, true, Duration.ofSeconds(60));
			Object object = new Object();
			AtomicInteger runs = new AtomicInteger();
			AtomicInteger refused = new AtomicInteger();
			Runnable register = () -> {
				try {
					finalizers.register(object, runs, AtomicInteger::incrementAndGet);
				}
				catch (IllegalStateException ex) {
					refused.incrementAndGet();
				}
			};
			this.race.run(register, finalizers::close, register);
			assertThat(runs.get() + refused.get()).isEqualTo(2);
			assertThat(finalizers.statistics().pending()).isZero();
		}
		assertThat(this.referents.estimatedSize()).isZero();
	}

	@Test
	void actionsThatCallEachOtherDoNotDeadlock() throws Exception {
		Finalizers finalizers = new Finalizers(this.referents);
		for (int i = 0; i < ROUNDS; i++) {
			Object object = new Object();
			AtomicInteger runs = new AtomicInteger();
			List<Finalizer<?>> pair = new ArrayList<>();
			for (int j = 0; j < 2; j++) {
				pair.add(finalizers.register(object, 1 - j, (other) -> {
					runs.incrementAndGet();
					pair.get(other).call();
				}));
			}
			this.race.run(pair.get(0)::call, pair.get(1)::call,
					() -> SimulatedCollector.collect(this.referents, object));
			assertThat(runs).hasValue(2);
		}
	}

}
