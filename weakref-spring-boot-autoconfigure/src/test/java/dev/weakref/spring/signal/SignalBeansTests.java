package dev.weakref.spring.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import dev.weakref.boot.actuate.SignalDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefEndpointAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMetricsAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefReceiversAutoConfiguration;
import dev.weakref.reaper.Reaper;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.testsupport.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefReceiversAutoConfiguration} and for what is seen of signals.
 */
class SignalBeansTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
				WeakRefReceiversAutoConfiguration.class, WeakRefEndpointAutoConfiguration.class,
				WeakRefMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*");

	private final List<String> heard = new ArrayList<>();

	@Test
	void aSignalBeanIsMadeByTheFactory() {
		this.contextRunner.withUserConfiguration(News.class).run((context) -> {
			Signal<Object, String> news = news(context.getBean(Signal.class));
			assertThat(context.getBean(Signals.class).find("news")).isSameAs(news);
			news.connect(this, (owner, event) -> owner.heard.add(event));
			news.send(this, "hello");
			assertThat(this.heard).containsExactly("hello");
		});
	}

	@Test
	void signalsOfTheUserWin() {
		this.contextRunner.withUserConfiguration(UserSignals.class)
			.run((context) -> assertThat(context).hasSingleBean(Signals.class).hasBean("mine"));
	}

	@Test
	void withoutAReaperThereAreNoSignals() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WeakRefReceiversAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(Signals.class));
	}

	@Test
	void theTaskExecutorOfTheApplicationSendsAsynchronously() {
		List<Runnable> tasks = new ArrayList<>();
		this.contextRunner.withUserConfiguration(News.class)
			.withBean("applicationTaskExecutor", Executor.class, () -> tasks::add)
			.run((context) -> {
				Signal<Object, String> news = news(context.getBean(Signal.class));
				news.connect(this, (owner, event) -> owner.heard.add(event));
				news.prepare().from(this).sendAsync("hello");
				assertThat(tasks).hasSize(1);
				assertThat(this.heard).isEmpty();
				tasks.get(0).run();
				assertThat(this.heard).containsExactly("hello");
			});
	}

	@Test
	void withoutATaskExecutorTheCommonPoolSends() {
		this.contextRunner.withUserConfiguration(News.class).run((context) -> {
			Signal<Object, String> news = news(context.getBean(Signal.class));
			news.connect(this, (owner, event) -> owner.heard.add(event));
			assertThat(news.prepare().from(this).sendAsync("hello").join()).hasSize(1);
		});
	}

	@Test
	void closingOneContextDisconnectsItsReceiversAndLeavesThoseOfAnother() {
		this.contextRunner.withUserConfiguration(News.class).run((other) -> {
			Signal<Object, String> kept = news(other.getBean(Signal.class));
			kept.connect(this, (owner, event) -> owner.heard.add("kept " + event));
			List<Signal<Object, String>> closed = new ArrayList<>();
			this.contextRunner.withUserConfiguration(News.class).run((context) -> {
				closed.add(news(context.getBean(Signal.class)));
				closed.get(0).connectStrong((event) -> this.heard.add("closed " + event));
				closed.get(0).send(this, "one");
			});
			assertThat(closed.get(0).send(this, "two")).isEmpty();
			kept.send(this, "two");
			assertThat(this.heard).containsExactly("closed one", "kept two");
			assertThat(closed.get(0).receiverCount()).isZero();
		});
	}

	@Test
	void theEndpointReportsSignals() {
		this.contextRunner.withUserConfiguration(News.class).run((context) -> {
			Signal<Object, String> news = news(context.getBean(Signal.class));
			WeakRefsEndpoint endpoint = context.getBean(WeakRefsEndpoint.class);
			news.connectStrong((event) -> {
				throw new IllegalStateException("fails");
			});
			news.prepare().from(this).robust().send("one");
			news.prepare().from(this).robust().send("two");
			assertThat(Report.of(endpoint).signals()).containsOnlyKeys("news")
				.containsEntry("news", new SignalDescriptor(1, 0, 2, 2));
			assertThat(JsonMapper.shared().writeValueAsString(endpoint.weakRef("signals", "news")))
				.isEqualTo("{\"receivers\":1,\"collectedReceivers\":0,\"sends\":2,\"failed\":2}");
			assertThat(endpoint.weakRef("signals", "unknown")).isNull();
		});
	}

	@Test
	void metersComeAndGoWithASignal() {
		this.contextRunner.withUserConfiguration(News.class).withBean(SimpleMeterRegistry.class).run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			news(context.getBean(Signal.class)).connect(this, (owner, event) -> owner.heard.add(event));
			assertThat(meters.get("weakref.live").tags("kind", "signal", "name", "news").gauge().value()).isEqualTo(1);
			assertThat(meters.get("weakref.estimated.size").tags("kind", "signal", "name", "news").gauge().value())
				.isEqualTo(1);
			assertThat(meters.get("weakref.collected").tags("kind", "signal", "name", "news").functionCounter().count())
				.isZero();
			context.getBean(Signals.class).remove("news");
			assertThat(meters.find("weakref.live").tags("kind", "signal").gauge()).isNull();
		});
	}

	@SuppressWarnings("unchecked")
	private static Signal<Object, String> news(Signal<?, ?> signal) {
		return (Signal<Object, String>) signal;
	}

	@Configuration(proxyBeanMethods = false)
	static class News {

		@Bean
		Signal<Object, String> news(Signals signals) {
			return signals.create("news");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserSignals {

		@Bean
		Signals mine(Reaper reaper) {
			return new Signals(reaper);
		}

	}

}
