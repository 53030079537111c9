package dev.weakref.demo;

import java.time.InstantSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The demo. Start it, and look at <a href="http://localhost:8080">localhost:8080</a>.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableCaching
@EnableScheduling
public class DemoApplication {

	/**
	 * Start the demo.
	 * @param arguments the usual arguments of a Spring Boot application
	 */
	public static void main(String[] arguments) {
		SpringApplication.run(DemoApplication.class, arguments);
	}

	@Bean
	InstantSource clock() {
		return InstantSource.system();
	}

}
