package dev.weakref.spring.lock;

import java.util.concurrent.locks.Lock;

import dev.weakref.boot.actuate.LocksDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefEndpointAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefIntegrationAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMetricsAutoConfiguration;
import dev.weakref.lock.WeakLocks;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefAutoConfiguration}, {@link WeakRefIntegrationAutoConfiguration}
 * and what is seen of locks.
 */
class LockBeansTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
				WeakRefIntegrationAutoConfiguration.class, WeakRefEndpointAutoConfiguration.class,
				WeakRefMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*");

	@Test
	void weakLocksAreABean() {
		this.contextRunner.run((context) -> {
			WeakLocks locks = context.getBean("weakLocks", WeakLocks.class);
			Lock lock = locks.lockFor("key");
			assertThat(locks.lockFor("key")).isSameAs(lock);
		});
	}

	@Test
	void locksThatAreNotInjectedAreNotMade() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class))
			.run((context) -> assertThat(context.getBeanFactory().getSingletonNames()).contains("weakRefReaper")
				.doesNotContain("weakLocks"));
	}

	@Test
	void keysOfCollectedLocksAreDrainedByTheReaperOfTheContext() {
		this.contextRunner.run((context) -> {
			WeakLocks locks = context.getBean(WeakLocks.class);
			locks.lockFor("key");
			GarbageCollector.awaitUntil("the key is drained", () -> locks.estimatedSize() == 0);
			assertThat(context.getBean(Reaper.class).statistics().drained()).isPositive();
		});
	}

	@Test
	void locksOfTheUserWin() {
		this.contextRunner.withUserConfiguration(UserLocks.class)
			.run((context) -> assertThat(context).hasSingleBean(WeakLocks.class)
				.hasBean("orderLocks")
				.getBean(LockRegistry.class)
				.extracting((registry) -> registry.obtain("key"))
				.isSameAs(context.getBean(WeakLocks.class).lockFor("key")));
	}

	@Test
	void withoutLocksThereIsNoLockRegistry() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WeakRefIntegrationAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LockRegistry.class));
	}

	@Test
	void theLockRegistryOfSpringIntegrationGivesTheSameLocks() {
		this.contextRunner.run((context) -> {
			Lock lock = context.getBean(WeakLocks.class).lockFor("key");
			LockRegistry<?> registry = context.getBean(LockRegistry.class);
			assertThat(registry.obtain("key")).isSameAs(lock);
			boolean held = registry.executeLocked("key",
					() -> context.getBean(WeakLocks.class).statistics().held() == 1);
			assertThat(held).isTrue();
			assertThat(context.getBean(WeakLocks.class).statistics().held()).isZero();
		});
	}

	@Test
	void aLockRegistryOfTheUserWins() {
		this.contextRunner.withBean(DefaultLockRegistry.class)
			.run((context) -> assertThat(context).hasSingleBean(LockRegistry.class)
				.hasSingleBean(DefaultLockRegistry.class)
				.hasSingleBean(WeakLocks.class));
	}

	@Test
	void withoutSpringIntegrationThereIsNoLockRegistry() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(WeakLocks.class)
				.doesNotHaveBean("weakLockRegistry"));
	}

	@Test
	void whereTwoBeansHaveLocksThereIsNoLockRegistryAndBothAreSeen() {
		this.contextRunner.withUserConfiguration(UserLocks.class, MoreUserLocks.class)
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(LockRegistry.class);
				assertThat(Report.of(context.getBean(WeakRefsEndpoint.class)).locks().keySet())
					.containsExactly("customerLocks", "orderLocks");
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				assertThat(meters.get("weakref.live").tag("kind", "lock").gauges())
					.extracting((gauge) -> gauge.getId().getTag("name"))
					.containsExactlyInAnyOrder("customerLocks", "orderLocks");
			});
	}

	@Test
	void theEndpointReportsLocks() {
		this.contextRunner.run((context) -> {
			WeakRefsEndpoint endpoint = context.getBean(WeakRefsEndpoint.class);
			Lock free = context.getBean(WeakLocks.class).lockFor("free");
			context.getBean(WeakLocks.class).lockFor("held").lock();
			assertThat(Report.of(endpoint).locks()).containsEntry("weakLocks", new LocksDescriptor(2, 1, 0, 2, 0));
			assertThat(endpoint.weakRef("locks", "weakLocks")).isEqualTo(new LocksDescriptor(2, 1, 0, 2, 0));
			assertThat(endpoint.weakRef("locks", "unknown")).isNull();
			assertThat(JsonMapper.shared().writeValueAsString(endpoint.weakRef("locks", "weakLocks")))
				.isEqualTo("{\"live\":2,\"held\":1,\"waiting\":0,\"registered\":2,\"collected\":0}");
			assertThat(endpoint.clear("locks", "weakLocks")).isNull();
			assertThat(free).isNotNull();
		});
	}

	@Test
	void locksHaveMeters() {
		SimpleMeterRegistry shared = new SimpleMeterRegistry();
		this.contextRunner.withBean("shared", SimpleMeterRegistry.class, () -> shared).run((context) -> {
			Lock free = context.getBean(WeakLocks.class).lockFor("free");
			context.getBean(WeakLocks.class).lockFor("held").lock();
			for (String meter : new String[] { "weakref.live", "weakref.estimated.size" }) {
				assertThat(shared.get(meter).tags("kind", "lock", "name", "weakLocks").gauge().value()).isEqualTo(2);
			}
			assertThat(shared.get("weakref.collected").tags("kind", "lock").functionCounter().count()).isZero();
			assertThat(shared.get("weakref.locks.held").tags("name", "weakLocks").gauge().value()).isOne();
			assertThat(shared.get("weakref.locks.waiting").tags("name", "weakLocks").gauge().value()).isZero();
			assertThat(free).isNotNull();
		});
		assertThat(shared.find("weakref.locks.held").gauge()).isNull();
		assertThat(shared.find("weakref.live").tag("kind", "lock").gauge()).isNull();
	}

	@Configuration(proxyBeanMethods = false)
	static class UserLocks {

		@Bean
		WeakLocks orderLocks(Reaper reaper) {
			return new WeakLocks(reaper);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MoreUserLocks {

		@Bean
		WeakLocks customerLocks(Reaper reaper) {
			return new WeakLocks(reaper);
		}

	}

}
