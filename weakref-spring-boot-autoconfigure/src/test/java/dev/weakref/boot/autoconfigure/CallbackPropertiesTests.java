package dev.weakref.boot.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import dev.weakref.Kind;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for where callbacks run.
 */
class CallbackPropertiesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class));

	@Test
	void callbacksRunOnTheReaperThreadByDefault() {
		this.contextRunner
			.run((context) -> assertThat(threadOfACallback(context).getName()).isEqualTo("weakref-reaper"));
	}

	@Test
	void callbacksRunOnTheReaperThreadByItsName() {
		this.contextRunner.withPropertyValues("weakref.callbacks.executor=reaper")
			.run((context) -> assertThat(threadOfACallback(context).getName()).isEqualTo("weakref-reaper"));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void callbacksRunOnVirtualThreads() {
		this.contextRunner.withPropertyValues("weakref.callbacks.executor=virtual-threads")
			.run((context) -> assertThat(threadOfACallback(context).getName()).startsWith("weakref-callback-"));
	}

	@Test
	void callbacksRunOnAnExecutorBean() {
		this.contextRunner.withUserConfiguration(UserExecutor.class)
			.withPropertyValues("weakref.callbacks.executor=background")
			.run((context) -> assertThat(threadOfACallback(context).getName()).startsWith("background-"));
	}

	@Test
	void callbacksRunOnTheExecutorOfBoot() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withPropertyValues("weakref.callbacks.executor=applicationTaskExecutor",
					"spring.task.execution.thread-name-prefix=boot-")
			.run((context) -> assertThat(threadOfACallback(context).getName()).startsWith("boot-"));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aCallbackThatTakesLongerThanTheThresholdIsReported(CapturedOutput output) {
		this.contextRunner.withPropertyValues("weakref.callbacks.slow-threshold=1ns").run((context) -> {
			assertThat(threadOfACallback(context)).isNotNull();
			context.close();
			assertThat(output).contains("A callback of reference images (");
		});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aCallbackThatTakesLessThanTheThresholdIsNotReported(CapturedOutput output) {
		this.contextRunner.withPropertyValues("weakref.callbacks.slow-threshold=1h").run((context) -> {
			assertThat(threadOfACallback(context)).isNotNull();
			context.close();
			assertThat(output).doesNotContain("A callback of reference images (");
		});
	}

	private static Thread threadOfACallback(ApplicationContext context) throws Exception {
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		context.getBean(Reaper.class)
			.callbacks()
			.submit(CallbackSource.of(Kind.REFERENCE, "images"), () -> thread.complete(Thread.currentThread()));
		return thread.get(10, TimeUnit.SECONDS);
	}

	@Configuration(proxyBeanMethods = false)
	static class UserExecutor {

		@Bean
		Executor background() {
			return new SimpleAsyncTaskExecutor("background-");
		}

	}

}
