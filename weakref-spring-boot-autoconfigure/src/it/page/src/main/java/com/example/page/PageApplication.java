package com.example.page;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Has caches, and a strict content security policy beside the default headers of Spring
 * Security. Anyone may read; {@code page.csrf} says what protects changes: {@code spa},
 * which gives a token in a cookie, or {@code session}, whose token the page cannot know.
 */
@SpringBootApplication
public class PageApplication {

	public static void main(String[] args) {
		SpringApplication.run(PageApplication.class, args);
	}

	@Bean
	SecurityFilterChain security(HttpSecurity security, @Value("${page.csrf:spa}") String csrf) throws Exception {
		security.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.headers((headers) -> headers
				.contentSecurityPolicy((policy) -> policy.policyDirectives("default-src 'self'")));
		if (csrf.equals("spa")) {
			security.csrf((tokens) -> tokens.spa());
		}
		return security.build();
	}

}
