package dev.weakref.boot.metrics;

import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import dev.weakref.Registration;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.LastingObjectException;
import dev.weakref.testsupport.LogRecorder;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link WeakMeters} whose objects are held.
 */
class WeakMetersTests {

	private final Reaper reaper = Reaper.start();

	private final WeakMeters meters = new WeakMeters(this.reaper);

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final Pool pool = new Pool();

	@BeforeEach
	void bind() {
		this.meters.bindTo(this.registry);
	}

	@AfterEach
	void close() {
		this.meters.close();
		this.reaper.close();
	}

	@Test
	void aGaugeReadsItsObject() {
		this.meters.gauge(this.pool, "pool.active", Pool::active);
		this.pool.active = 3;
		assertThat(gauge("pool.active").value()).isEqualTo(3);
		this.pool.active = 4;
		assertThat(gauge("pool.active").value()).isEqualTo(4);
	}

	@Test
	void aMeterIsWhatItWasDescribedAs() {
		this.meters.of(this.pool)
			.tags("pool", "orders")
			.tag("kind", "jdbc")
			.description("Connections in use")
			.baseUnit("connections")
			.gauge("pool.active", Pool::active);
		assertThat(gauge("pool.active").getId()).satisfies((id) -> {
			assertThat(id.getTags()).containsExactly(Tag.of("kind", "jdbc"), Tag.of("pool", "orders"));
			assertThat(id.getDescription()).isEqualTo("Connections in use");
			assertThat(id.getBaseUnit()).isEqualTo("connections");
		});
	}

	@Test
	void thereAreCountersAndTimeGauges() {
		this.pool.active = 5;
		WeakMeterBuilder<Pool> builder = this.meters.of(this.pool).tag("pool", "orders");
		builder.counter("pool.borrowed", Pool::active);
		builder.timeGauge("pool.age", TimeUnit.MINUTES, Pool::active);
		FunctionCounter counter = this.registry.get("pool.borrowed").tag("pool", "orders").functionCounter();
		assertThat(counter.count()).isEqualTo(5);
		TimeGauge age = this.registry.get("pool.age").tag("pool", "orders").timeGauge();
		assertThat(age.value(TimeUnit.SECONDS)).isEqualTo(300);
	}

	@Test
	void aMeterIsInEveryRegistryAlsoInOneThatIsBoundLater() {
		this.meters.gauge(this.pool, "pool.active", Pool::active);
		SimpleMeterRegistry later = new SimpleMeterRegistry();
		this.meters.bindTo(later);
		this.meters.gauge(this.pool, "pool.idle", Pool::active);
		this.pool.active = 2;
		for (MeterRegistry bound : new MeterRegistry[] { this.registry, later }) {
			assertThat(bound.get("pool.active").gauge().value()).isEqualTo(2);
			assertThat(bound.get("pool.idle").gauge().value()).isEqualTo(2);
		}
	}

	@Test
	void aMeterIsInARegistryThatJoinsACompositeLater() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		this.meters.bindTo(composite);
		Registration registration = this.meters.gauge(this.pool, "pool.active", Pool::active);
		SimpleMeterRegistry later = new SimpleMeterRegistry();
		composite.add(later);
		this.pool.active = 2;
		assertThat(later.get("pool.active").gauge().value()).isEqualTo(2);
		registration.close();
		assertThat(later.find("pool.active").gauge()).isNull();
	}

	@Test
	void aMeterCanBeRemovedByHand() {
		Registration registration = this.meters.gauge(this.pool, "pool.active", Pool::active);
		registration.close();
		registration.close();
		assertThat(this.registry.find("pool.active").gauge()).isNull();
		assertThat(this.meters.statistics()).isEqualTo(new WeakMetersStatistics(0, 1, 0, 0, 0));
	}

	@Test
	void aFunctionThatThrowsIsCountedAndTheLastValueStays() {
		try (LogRecorder log = new LogRecorder(WeakMeters.class)) {
			this.meters.gauge(this.pool, "pool.active", Pool::active);
			this.pool.active = 3;
			assertThat(gauge("pool.active").value()).isEqualTo(3);
			this.pool.failure = new IllegalStateException("on purpose");
			assertThat(gauge("pool.active").value()).isEqualTo(3);
			assertThat(gauge("pool.active").value()).isEqualTo(3);
			assertThat(log.messages(Level.WARN)).singleElement()
				.asString()
				.startsWith("The function of meter pool.active[] failed, and the last value is kept");
			assertThat(log.messages(Level.DEBUG)).containsExactly("The function of meter pool.active[] failed");
			this.pool.failure = null;
			this.pool.active = 4;
			assertThat(gauge("pool.active").value()).isEqualTo(4);
			assertThat(this.meters.statistics().failed()).isEqualTo(2);
			assertThat(this.registry.get("weakref.meters.failures").functionCounter().count()).isEqualTo(2);
		}
	}

	@Test
	void aFunctionThatThrowsAnErrorDisturbsNoOther() {
		this.meters.gauge(this.pool, "pool.active", Pool::active);
		this.pool.failure = new StackOverflowError("on purpose");
		assertThat(gauge("pool.active").value()).isZero();
		assertThat(this.meters.statistics().failed()).isOne();
	}

	@Test
	void aResultThatIsNotANumberIsNoValue() {
		this.meters.gauge(this.pool, "pool.ratio", Pool::active);
		this.pool.active = Double.NaN;
		assertThat(gauge("pool.ratio").value()).isZero();
		this.pool.active = 0.5;
		assertThat(gauge("pool.ratio").value()).isEqualTo(0.5);
		this.pool.active = Double.NaN;
		assertThat(gauge("pool.ratio").value()).isEqualTo(0.5);
		assertThat(this.meters.statistics().failed()).isZero();
	}

	@Test
	void aFunctionThatHoldsItsObjectIsRefused() {
		Pool captured = this.pool;
		assertThatExceptionOfType(CapturedReferentException.class)
			.isThrownBy(() -> this.meters.gauge(captured, "pool.active", (pool) -> captured.active()))
			.withMessage("The function of the meter 'pool.active' holds its object of type " + Pool.class.getName()
					+ " through a captured variable, so that neither could ever be collected. Use what it is given"
					+ " instead, as in gauge(pool, \"pool.active\", (p) -> p.active())");
		assertThat(this.registry.find("pool.active").gauge()).isNull();
		assertThat(this.meters.statistics().registered()).isZero();
	}

	@Test
	void anObjectThatIsNeverCollectedIsRefused() {
		assertThatExceptionOfType(LastingObjectException.class)
			.isThrownBy(() -> this.meters.gauge(5, "pool.active", Integer::doubleValue));
	}

	@Test
	void anObjectMustBeThere() {
		assertThatNullPointerException().isThrownBy(() -> this.meters.of(nothing()))
			.withMessage("'object' must not be null");
	}

	@Test
	void theObjectThatCameLastHasTheMeter() {
		try (LogRecorder log = new LogRecorder(WeakMeters.class)) {
			Pool successor = new Pool();
			successor.active = 7;
			Registration first = this.meters.gauge(this.pool, "pool.active", Pool::active);
			this.meters.gauge(successor, "pool.active", Pool::active);
			assertThat(gauge("pool.active").value()).isEqualTo(7);
			first.close();
			assertThat(gauge("pool.active").value()).isEqualTo(7);
			this.meters.gauge(this.pool, "pool.active", Pool::active);
			assertThat(gauge("pool.active").value()).isZero();
			assertThat(this.meters.statistics()).isEqualTo(new WeakMetersStatistics(1, 3, 0, 2, 0));
			assertThat(log.messages(Level.INFO)).containsExactly("The meter pool.active[] measures another object"
					+ " from now on. If the earlier object is still in use, give the meter of each object its own tag; further meters"
					+ " of that name are not mentioned");
			Reference.reachabilityFence(successor);
		}
	}

	@Test
	void objectsWithTagsOfTheirOwnHaveMetersOfTheirOwn() {
		Pool other = new Pool();
		other.active = 7;
		this.meters.of(this.pool).tag("pool", "a").gauge("pool.active", Pool::active);
		this.meters.of(other).tag("pool", "b").gauge("pool.active", Pool::active);
		assertThat(this.registry.get("pool.active").tag("pool", "a").gauge().value()).isZero();
		assertThat(this.registry.get("pool.active").tag("pool", "b").gauge().value()).isEqualTo(7);
		assertThat(this.meters.statistics()).isEqualTo(new WeakMetersStatistics(2, 2, 0, 0, 0));
	}

	@Test
	void aMeterFromElsewhereStays() {
		Gauge.builder("pool.active", () -> 7).register(this.registry);
		this.meters.gauge(this.pool, "pool.active", Pool::active).close();
		assertThat(gauge("pool.active").value()).isEqualTo(7);
	}

	@Test
	void aRegistryThatIsBoundLaterGetsAllMetersButOneThatItRefuses() {
		List.of("pool.a", "pool.b", "pool.c").forEach((name) -> this.meters.gauge(this.pool, name, Pool::active));
		SimpleMeterRegistry later = new SimpleMeterRegistry();
		later.counter("pool.b").increment();
		this.meters.bindTo(later);
		assertThat(later.find("pool.a").gauge()).isNotNull();
		assertThat(later.find("pool.c").gauge()).isNotNull();
		assertThat(later.get("pool.b").counter().count()).isOne();
	}

	@Test
	void aMeterOfAnotherContextStays() {
		WeakMeters other = new WeakMeters(this.reaper);
		other.bindTo(this.registry);
		this.pool.active = 3;
		this.meters.gauge(this.pool, "pool.active", Pool::active);
		other.gauge(new Pool(), "pool.active", Pool::active);
		other.close();
		assertThat(gauge("pool.active").value()).isEqualTo(3);
	}

	@Test
	void aMeterThatARegistryRefusesIsNotThere() {
		this.meters.gauge(this.pool, "pool.active", Pool::active);
		SimpleMeterRegistry refusing = new SimpleMeterRegistry();
		refusing.config().meterFilter(new MeterFilter() {

			@Override
			public io.micrometer.core.instrument.Meter.Id map(io.micrometer.core.instrument.Meter.Id id) {
				if (id.getName().startsWith("refused")) {
					throw new IllegalArgumentException("on purpose");
				}
				return id;
			}

		});
		this.meters.bindTo(refusing);
		assertThatIllegalArgumentException().isThrownBy(() -> this.meters.gauge(this.pool, "refused", Pool::active))
			.withMessage("on purpose");
		assertThat(this.registry.find("refused").gauge()).isNull();
		assertThat(gauge("pool.active").value()).isZero();
		assertThat(this.meters.statistics()).isEqualTo(new WeakMetersStatistics(1, 1, 0, 0, 0));
	}

	@Test
	void theMetersAreMeasuredThemselves() {
		this.meters.gauge(this.pool, "pool.active", Pool::active);
		assertThat(this.registry.get("weakref.live").tags("kind", "meter", "name", "weakMeters").gauge().value())
			.isOne();
		assertThat(this.registry.get("weakref.estimated.size").tag("kind", "meter").gauge().value()).isOne();
		assertThat(this.registry.get("weakref.collected").tag("kind", "meter").functionCounter().count()).isZero();
	}

	@Test
	void closingRemovesAllMetersAndEndsTheirComing() {
		this.meters.gauge(this.pool, "pool.active", Pool::active);
		this.meters.close();
		assertThat(this.registry.getMeters()).isEmpty();
		Registration late = this.meters.gauge(this.pool, "pool.active", Pool::active);
		assertThat(this.registry.getMeters()).isEmpty();
		late.close();
	}

	private Gauge gauge(String name) {
		return this.registry.get(name).gauge();
	}

	@SuppressWarnings("NullAway")
	private static Object nothing() {
		return null;
	}

	static final class Pool {

		private double active;

		private Throwable failure;

		double active() {
			if (this.failure instanceof RuntimeException exception) {
				throw exception;
			}
			if (this.failure instanceof Error error) {
				throw error;
			}
			return this.active;
		}

	}

}
