package com.example.webflux;

import java.util.concurrent.CompletableFuture;

import dev.weakref.cache.WeakCache;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers each request from a weak cache.
 */
@SpringBootApplication
public class WebFluxApplication {

	public static void main(String[] args) {
		SpringApplication.run(WebFluxApplication.class, args);
	}

	@RestController
	static class Words {

		private final WeakCache<String, StringBuilder> words;

		Words(WeakCache<String, StringBuilder> words) {
			this.words = words;
		}

		@GetMapping("/reversed/{word}")
		Mono<String> reversed(@PathVariable String word) {
			return Mono.fromFuture(() -> this.words.getAsync(word, Words::reverse)).map(StringBuilder::toString);
		}

		private static CompletableFuture<StringBuilder> reverse(String word) {
			return CompletableFuture.supplyAsync(() -> new StringBuilder(word).reverse());
		}

	}

}
