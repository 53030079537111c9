package dev.weakref.boot.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A whole application on a free port of a real server.
 *
 * @param context its context
 */
public record RunningApplication(ConfigurableApplicationContext context) implements AutoCloseable {

	/**
	 * Start it.
	 * @param configuration a class of the application
	 * @param properties its properties, each as {@code key=value}
	 * @return the running application
	 */
	public static RunningApplication start(Class<?> configuration, String... properties) {
		SpringApplication application = new SpringApplication(Application.class, configuration);
		application.setBannerMode(Banner.Mode.OFF);
		application.setRegisterShutdownHook(false);
		return new RunningApplication(application.run(Stream
			.concat(Stream.of("server.port=0", "management.endpoints.web.exposure.include=*",
					"management.health.redis.enabled=false"), Arrays.stream(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new)));
	}

	/**
	 * Ask for a page.
	 * @param path its path below that of the actuator
	 * @return the answer
	 */
	public HttpResponse<String> get(String path) {
		return send("GET", path);
	}

	/**
	 * Delete something.
	 * @param path its path below that of the actuator
	 * @return the answer
	 */
	public HttpResponse<String> delete(String path) {
		return send("DELETE", path);
	}

	@Override
	public void close() {
		this.context.close();
	}

	private HttpResponse<String> send(String method, String path) {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.build();
		try {
			return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
