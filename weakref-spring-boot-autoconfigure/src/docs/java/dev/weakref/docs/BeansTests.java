package dev.weakref.docs;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reference.Referents;
import dev.weakref.spring.bean.ManagedBeans;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.CommonAnnotationBeanPostProcessor;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.stereotype.Service;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans that come and go as the pages show them.
 */
class BeansTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class));

	@Test
	void aMarkedBeanIsTracked() {
		this.contextRunner
			.withInitializer((context) -> context.getBeanFactory().registerScope("session", new SimpleThreadScope()))
			.withUserConfiguration(Basket.class)
			.run((context) -> {
				TrackedBeans trackedBeans = context.getBean(TrackedBeans.class);
				context.getBean(Basket.class).add("book");
				List<String> items = new ArrayList<>();
				// tag::find[]
				trackedBeans.stream(Basket.class).forEach((basket) -> items.addAll(basket.items()));
				// end::find[]
				assertThat(items).containsExactly("book");
			});
	}

	@Test
	void theConfigurationNamesWhatToTrack() {
		this.contextRunner.withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=classpath:docs/track.yml")
			.withBean(BufferedImage.class, () -> Images.decode("image"),
					(definition) -> definition.setScope("prototype"))
			.withBean("other", StringBuilder.class, StringBuilder::new,
					(definition) -> definition.setScope("prototype"))
			.run((context) -> {
				context.getBean(BufferedImage.class);
				context.getBean("other");
				assertThat(context.getBean(TrackedBeans.class).directory().all()).extracting(ManagedBeans::name)
					.containsExactly("java.awt.image.BufferedImage (prototype)");
			});
	}

	@Test
	void anExportIsClosedWhenItIsNotUsed() {
		this.contextRunner.withUserConfiguration(Export.class, Reports.class).run((context) -> {
			Export export = context.getBean(Reports.class).begin();
			export.write("first line").write("second line");
			Path file = export.file();
			assertThat(file).exists();
			SimulatedCollector.collect(context.getBean(Referents.class), export);
			GarbageCollector.awaitUntil("the file is gone", () -> !Files.exists(file));
		});
	}

	@Test
	void anExportThatWasDeletedByHandIsDestroyedInPeace() {
		try (LogRecorder log = new LogRecorder(CommonAnnotationBeanPostProcessor.class)) {
			this.contextRunner.withUserConfiguration(Export.class, Reports.class).run((context) -> {
				Export export = context.getBean(Reports.class).begin();
				export.delete();
				assertThat(export.file()).doesNotExist();
			});
			assertThat(log.messages(Level.WARN)).isEmpty();
		}
	}

	@Service
	static class Reports {

		private final ObjectProvider<Export> exports;

		Reports(ObjectProvider<Export> exports) {
			this.exports = exports;
		}

		Export begin() {
			return this.exports.getObject();
		}

	}

}
