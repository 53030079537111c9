package com.example.jersey;

import dev.weakref.cache.WeakCache;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.glassfish.jersey.server.ResourceConfig;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/**
 * Answers each request from a weak cache.
 */
@SpringBootApplication
public class JerseyApplication {

	public static void main(String[] args) {
		SpringApplication.run(JerseyApplication.class, args);
	}

	@Bean
	ResourceConfig resources() {
		return new ResourceConfig(Words.class);
	}

	@Component
	@Path("/reversed")
	public static class Words {

		private final WeakCache<String, StringBuilder> words;

		public Words(WeakCache<String, StringBuilder> words) {
			this.words = words;
		}

		@GET
		@Path("/{word}")
		public String reversed(@PathParam("word") String word) {
			return this.words.get(word, (key) -> new StringBuilder(key).reverse()).toString();
		}

	}

}
