package dev.weakref.oldboot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the start of an application whose version of Spring Boot is too old.
 */
@ExtendWith(OutputCaptureExtension.class)
class OldBootTests {

	@Test
	void theVersionIsOld() {
		assertThat(SpringBootVersion.getVersion()).startsWith("3.5.");
	}

	@Test
	void theStartIsRefusedWithTheVersionThatIsNeeded(CapturedOutput output) {
		assertThatIllegalStateException().isThrownBy(
				() -> SpringApplication.run(Application.class, "--weakref.caches.images.references=weak-keys").close());
		assertThat(output.getOut().replaceAll("\\s+", " ")).contains("APPLICATION FAILED TO START",
				"Description: weakref for Spring Boot needs Spring Boot 4.1 or later, but Spring Boot "
						+ SpringBootVersion.getVersion() + " is on the class path.",
				"Action: Upgrade to Spring Boot 4.1 or later");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
