package dev.weakref.boot.autoconfigure.diagnostics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Starts a real application that must fail, so that the analyzers at work are those that
 * are registered.
 *
 * @param directory where to put its {@code application.yml}
 * @param output what the application says
 */
record FailedStart(Path directory, CapturedOutput output) {

	/**
	 * Start the application.
	 * @param yaml the content of its {@code application.yml}
	 * @param configuration further classes of the application
	 * @return what it says, on one line
	 */
	String with(String yaml, Class<?>... configuration) {
		write(yaml);
		Set<Class<?>> sources = new LinkedHashSet<>(Arrays.asList(configuration));
		sources.add(Application.class);
		SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.setRegisterShutdownHook(false);
		int start = this.output.getOut().length();
		assertThatException()
			.isThrownBy(() -> application.run("--spring.config.location=" + this.directory.toUri()).close());
		String said = this.output.getOut().substring(start);
		assertThat(said).contains("APPLICATION FAILED TO START", "Description:", "Action:");
		return said.substring(said.indexOf("Description:")).replaceAll("\\s+", " ");
	}

	/**
	 * How the text names a place in the file.
	 */
	static String setIn(String place) {
		return "/application.yml] - " + place;
	}

	private void write(String yaml) {
		try {
			Files.writeString(this.directory.resolve("application.yml"), yaml);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(WeakRefAutoConfiguration.class)
	static class Application {

	}

}
