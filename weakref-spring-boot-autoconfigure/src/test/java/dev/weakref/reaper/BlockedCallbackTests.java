package dev.weakref.reaper;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import dev.weakref.Kind;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A callback that does not end: who goes on, and what is said of it meanwhile.
 */
@Timeout(30)
class BlockedCallbackTests {

	private final LogRecorder log = new LogRecorder(Callbacks.class);

	private final CallbackSource source = CallbackSource.of(Kind.CACHE, "images");

	private final CountDownLatch latch = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.latch.countDown();
		this.log.close();
	}

	@Test
	void aBlockedCallbackOnTheReaperThreadIsReportedWhenTheNextOneIsHandedOver() {
		try (Reaper reaper = builder().start()) {
			submit(reaper, this::block);
			await("report of the callback that blocks").until(() -> {
				submit(reaper, () -> {
				});
				return !this.log.messages(Level.WARN).isEmpty();
			});
			assertBlockedReaperIsReported();
			this.latch.countDown();
		}
		assertBlockedReaperIsReported();
	}

	@Test
	void aBlockedCallbackOnTheReaperThreadIsReportedWhenItsStateIsRead() {
		try (Reaper reaper = builder().start()) {
			submit(reaper, this::block);
			await("report of the callback that blocks")
				.until(() -> reaper.statistics().backlog() == 1 && !this.log.messages(Level.WARN).isEmpty());
			assertBlockedReaperIsReported();
			this.latch.countDown();
		}
	}

	@Test
	void aBlockedCallbackOnABeanOfTheApplicationBlocksNoOther() {
		assertOthersGoOn(new SimpleAsyncTaskExecutor());
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aBlockedCallbackOnAVirtualThreadBlocksNoOther() {
		assertOthersGoOn(new VirtualThreadTaskExecutor());
	}

	private void assertOthersGoOn(Executor executor) {
		try (Reaper reaper = builder().executor(executor).start()) {
			submit(reaper, this::block);
			AtomicInteger calls = new AtomicInteger();
			ReferenceMap<Object, Object> map = ReferenceMap
				.<Object, Object>builder(References.WEAK_VALUES, KeyEquality.IDENTITY)
				.reaper(reaper)
				.onCollected((key) -> reaper.callbacks()
					.submit(CallbackSource.of(Kind.CACHE, "sounds"), calls::incrementAndGet))
				.build();
			for (int i = 0; i < 100; i++) {
				Object key = new Object();
				map.put(key, this);
				SimulatedCollector.collect(map, key);
			}
			await().untilAsserted(() -> assertThat(calls).hasValue(100));
			await("report by the reaper").until(() -> !this.log.messages(Level.WARN).isEmpty());
			assertThat(this.log.messages(Level.WARN)).singleElement()
				.asString()
				.matches(
						"A callback of cache images .* has been running for \\d+ ms, more than the slow threshold of 50 ms;"
								+ " further ones are logged at debug level");
			await().untilAsserted(() -> assertThat(reaper.callbacks().backlog()).isOne());
			this.latch.countDown();
		}
	}

	private void assertBlockedReaperIsReported() {
		assertThat(this.log.messages(Level.WARN)).singleElement()
			.asString()
			.matches(
					"A callback of cache images .* has been running for \\d+ ms, more than the slow threshold of 50 ms, on"
							+ " the reaper thread, so that all others wait for it; further ones are logged at debug level");
	}

	private static ReaperBuilder builder() {
		return Reaper.builder().slowThreshold(Duration.ofMillis(50));
	}

	private void submit(Reaper reaper, Runnable callback) {
		reaper.callbacks().submit(this.source, callback);
	}

	private void block() {
		try {
			this.latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
