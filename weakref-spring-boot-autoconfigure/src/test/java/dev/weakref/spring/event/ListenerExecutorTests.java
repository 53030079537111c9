package dev.weakref.spring.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the executor that calls asynchronous listeners.
 */
class ListenerExecutorTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefListenersAutoConfiguration.class));

	private final List<String> heard = new ArrayList<>();

	@Test
	void anAsynchronousListenerIsCalledByTheApplicationTaskExecutor() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.run((context) -> assertThat(threadOfAsynchronousListener(context)).startsWith("task-"));
	}

	@Test
	void theOnlyTaskExecutorStandsInForThatOfTheApplication() {
		List<Runnable> tasks = new ArrayList<>();
		this.contextRunner.withBean("pool", TaskExecutor.class, () -> tasks::add).run((context) -> {
			context.getBean(WeakApplicationListeners.class)
				.to(String.class)
				.async()
				.on(this, (owner, event) -> owner.heard.add(event));
			context.publishEvent("hello");
			assertThat(this.heard).isEmpty();
			tasks.forEach(Runnable::run);
			assertThat(this.heard).containsExactly("hello");
		});
	}

	@Test
	void withoutATaskExecutorTheCommonPoolCalls() {
		this.contextRunner
			.run((context) -> assertThat(threadOfAsynchronousListener(context)).startsWith("ForkJoinPool.commonPool"));
	}

	@ParameterizedTest
	@ValueSource(classes = { ExecutorThatIsGone.class, ExecutorThatIsNotMade.class })
	void thePublisherCallsAfterTheExecutorWasShutDown(Class<?> executor) {
		List<Object> threads = new ArrayList<>();
		this.contextRunner.withUserConfiguration(ListenerBeansTests.PublishesAtItsEnd.class, executor)
			.run((context) -> context.getBean(WeakApplicationListeners.class)
				.to(String.class)
				.async()
				.on(this, (owner, event) -> threads.add(Thread.currentThread())));
		assertThat(threads).containsExactly(Thread.currentThread());
	}

	private String threadOfAsynchronousListener(ApplicationContext context) throws Exception {
		CompletableFuture<String> thread = new CompletableFuture<>();
		context.getBean(WeakApplicationListeners.class)
			.to(String.class)
			.async()
			.on(this, (owner, event) -> thread.complete(Thread.currentThread().getName()));
		context.publishEvent("hello");
		return thread.get(30, TimeUnit.SECONDS);
	}

	@Configuration(proxyBeanMethods = false)
	static class ExecutorThatIsGone {

		@Bean
		@DependsOn("atTheEnd")
		ThreadPoolTaskExecutor applicationTaskExecutor() {
			return new ThreadPoolTaskExecutor();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ExecutorThatIsNotMade {

		@Bean
		@Lazy
		ThreadPoolTaskExecutor applicationTaskExecutor() {
			return new ThreadPoolTaskExecutor();
		}

	}

}
