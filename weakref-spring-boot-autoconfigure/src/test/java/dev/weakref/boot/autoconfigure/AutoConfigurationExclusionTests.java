package dev.weakref.boot.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.bean.DestroyWhenUnusedPostProcessor;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.spring.bean.TrackingPostProcessor;
import dev.weakref.spring.bean.TypeFinalizerPostProcessor;
import dev.weakref.spring.cache.MemoizedPostProcessor;
import dev.weakref.spring.event.WeakApplicationListeners;
import dev.weakref.spring.event.WeakEventListenerPostProcessor;
import dev.weakref.spring.signal.WeakReceiverPostProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that exclude one of the auto-configurations.
 */
class AutoConfigurationExclusionTests {

	static final List<Arguments> CONCERNS = List.of(
			Arguments.of(WeakRefFinalizersAutoConfiguration.class,
					List.of(Finalizers.class, TypeFinalizerPostProcessor.class, DestroyWhenUnusedPostProcessor.class)),
			Arguments.of(WeakRefTrackingAutoConfiguration.class,
					List.of(TrackedBeans.class, TrackingPostProcessor.class)),
			Arguments.of(WeakRefMemoizedAutoConfiguration.class, List.of(MemoizedPostProcessor.class)),
			Arguments.of(WeakRefListenersAutoConfiguration.class,
					List.of(WeakApplicationListeners.class, WeakEventListenerPostProcessor.class)),
			Arguments.of(WeakRefReceiversAutoConfiguration.class, List.of(WeakReceiverPostProcessor.class)));

	@ParameterizedTest
	@MethodSource("autoConfigurations")
	void theApplicationStartsWithoutAnyOneAutoConfiguration(String autoConfiguration) {
		try (ConfigurableApplicationContext context = start(autoConfiguration)) {
			assertThat(context.getBeanNamesForType(Reaper.class))
				.hasSize(autoConfiguration.equals(WeakRefAutoConfiguration.class.getName()) ? 0 : 1);
		}
	}

	@ParameterizedTest
	@FieldSource("CONCERNS")
	void onlyTheBeansOfTheExcludedConcernAreAbsent(Class<?> excluded, List<Class<?>> absent) {
		try (ConfigurableApplicationContext context = start(excluded.getName())) {
			concerns().forEach(
					(type) -> assertThat(context.getBeanNamesForType(type)).hasSize(absent.contains(type) ? 0 : 1));
		}
	}

	@Test
	void allOfThemCanBeExcludedTogether() {
		try (ConfigurableApplicationContext context = start(String.join(",", autoConfigurations().toList()))) {
			concerns().forEach((type) -> assertThat(context.getBeanNamesForType(type)).isEmpty());
		}
	}

	@SuppressWarnings("unchecked")
	private static Stream<Class<?>> concerns() {
		return CONCERNS.stream().flatMap((concern) -> ((List<Class<?>>) concern.get()[1]).stream());
	}

	static Stream<String> autoConfigurations() {
		return ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("dev.weakref."));
	}

	private static ConfigurableApplicationContext start(String excluded) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		return application.run("--spring.autoconfigure.exclude=" + excluded,
				"--management.endpoints.web.exposure.include=*");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
