package dev.weakref.boot.metrics;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToDoubleFunction;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the scrape of meters whose objects the real collector takes.
 */
@Timeout(60)
class WeakMetersCollectorTests {

	private final Reaper reaper = Reaper.start();

	private final WeakMeters meters = new WeakMeters(this.reaper);

	private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private Pool held = new Pool(3);

	@BeforeEach
	void bind() {
		this.meters.bindTo(this.prometheus);
	}

	@AfterEach
	void close() {
		this.meters.close();
		this.reaper.close();
	}

	@Test
	void aMeterGoesWithItsObjectAndNeverReadsNaN() {
		register(this.held);
		assertThat(this.prometheus.scrape()).contains("pool_active_connections{pool=\"orders\"} 3.0",
				"pool_borrowed_total{pool=\"orders\"} 3.0");
		this.held = null;
		GarbageCollector.awaitUntil("the meters are gone although they are scraped all the time", () -> {
			String scrape = this.prometheus.scrape();
			assertThat(scrape).doesNotContain("NaN")
				.containsAnyOf("pool_active_connections{pool=\"orders\"} 3.0", "weakref_live_objects{kind=\"meter\"");
			return !scrape.contains("pool_active") && !scrape.contains("pool_borrowed");
		});
		GarbageCollector.awaitUntil("they are counted", () -> this.meters.statistics().collected() == 2);
		assertThat(this.meters.statistics()).isEqualTo(new WeakMetersStatistics(0, 2, 2, 0, 0));
		assertThat(this.prometheus.scrape())
			.contains("weakref_collected_objects_total{kind=\"meter\",name=\"weakMeters\"} 2.0");
	}

	@Test
	void aMeterStaysWithItsObject() {
		Pool pool = new Pool(3);
		register(pool);
		GarbageCollector.run();
		assertThat(this.prometheus.scrape()).contains("pool_active_connections{pool=\"orders\"} 3.0",
				"pool_borrowed_total{pool=\"orders\"} 3.0");
		assertThat(this.meters.statistics()).isEqualTo(new WeakMetersStatistics(2, 2, 0, 0, 0));
		Reference.reachabilityFence(pool);
	}

	/**
	 * The reaper is kept from its work, so that the time between collection and removal
	 * does not end.
	 */
	@Test
	void theLastValueIsReadBetweenCollectionAndRemoval() {
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch end = new CountDownLatch(1);
		WeakReference<Pool> pool = register(this.held);
		String before = this.prometheus.scrape();
		this.reaper.onCollected(new Object(), () -> {
			blocked.countDown();
			Background.awaitLatch(end);
		});
		GarbageCollector.awaitUntil("the reaper is kept from its work", () -> blocked.getCount() == 0);
		this.held = null;
		GarbageCollector.awaitCollected(pool);
		assertThat(valuesOf(this.prometheus.scrape())).isEqualTo(valuesOf(before)).isNotEmpty();
		end.countDown();
		GarbageCollector.awaitUntil("the meters are gone", () -> valuesOf(this.prometheus.scrape()).isEmpty());
	}

	@Test
	void aMeterLeavesEveryRegistry() {
		SimpleMeterRegistry other = new SimpleMeterRegistry();
		this.meters.bindTo(other);
		register(this.held);
		assertThat(other.get("pool.active").gauge().value()).isEqualTo(3);
		this.held = null;
		GarbageCollector.awaitUntil("the meter has left both registries",
				() -> other.find("pool.active").gauge() == null && valuesOf(this.prometheus.scrape()).isEmpty());
	}

	@Test
	void aMeterOfASuccessorStaysWhenThePredecessorIsCollected() {
		WeakReference<Pool> predecessor = register(new Pool(3));
		Pool successor = new Pool(4);
		register(successor);
		GarbageCollector.awaitCollected(predecessor);
		GarbageCollector.run();
		assertThat(this.prometheus.scrape()).contains("pool_active_connections{pool=\"orders\"} 4.0");
		assertThat(this.meters.statistics().collected()).isZero();
		Reference.reachabilityFence(successor);
	}

	@Test
	void aMeterThatWasRemovedByHandHoldsNothing() {
		Pool pool = new Pool(3);
		WeakReference<ToDoubleFunction<Pool>> function = registerAndRemove(pool);
		GarbageCollector.awaitCollected(function);
		Reference.reachabilityFence(pool);
	}

	@Test
	void aMeterThatIsHeldOutlivesItsObjectWithTheLastValue() {
		WeakReference<Pool> pool = register(this.held);
		Gauge gauge = this.prometheus.get("pool.active").gauge();
		FunctionCounter counter = this.prometheus.get("pool.borrowed").functionCounter();
		assertThat(List.of(gauge.value(), counter.count())).containsOnly(3.0);
		this.held = null;
		GarbageCollector.awaitCollected(pool);
		GarbageCollector.awaitUntil("the meters are gone", () -> this.meters.statistics().collected() == 2);
		assertThat(List.of(gauge.value(), counter.count())).containsOnly(3.0);
	}

	/**
	 * Register in a frame of its own, which leaves no reference to the pool.
	 */
	private WeakReference<Pool> register(Pool pool) {
		this.meters.of(pool).tag("pool", "orders").baseUnit("connections").gauge("pool.active", Pool::active);
		this.meters.of(pool).tag("pool", "orders").counter("pool.borrowed", Pool::active);
		return new WeakReference<>(pool);
	}

	private WeakReference<ToDoubleFunction<Pool>> registerAndRemove(Pool pool) {
		double[] factor = { 2 };
		ToDoubleFunction<Pool> function = (measured) -> measured.active() * factor[0];
		this.meters.gauge(pool, "pool.doubled", function).close();
		return new WeakReference<>(function);
	}

	private static List<String> valuesOf(String scrape) {
		return scrape.lines().filter((line) -> line.startsWith("pool_")).toList();
	}

	record Pool(double active) {
	}

}
