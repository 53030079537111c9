package com.example.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.Kind;
import dev.weakref.cache.WeakCache;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the page of the endpoint in a real browser.
 */
@EnabledIf("com.example.page.Browser#isInstalled")
class PageTests {

	private static final String HOSTILE = "<script>alert(1)</script> & 'quoted' names";

	private Browser browser;

	private ConfigurableApplicationContext context;

	private WeakCache<String, Object> images;

	private final List<Object> held = new ArrayList<>();

	@BeforeEach
	void open() throws IOException {
		this.browser = new Browser();
		this.browser.size(1280, 900);
	}

	@AfterEach
	void close() throws IOException {
		try {
			assertThat(this.browser.errors()).isEmpty();
		}
		finally {
			this.browser.close();
			this.context.close();
		}
	}

	@Test
	void theFirstLineSaysThatNothingIsWrongAndEachCacheIsShown() throws IOException {
		start();
		assertThat(this.browser.text("#answer")).isEqualTo("Nothing is wrong.");
		assertThat(card("images").replace('\n', ' ')).contains("retain 5, 5 min after use", "live 8",
				"retained 5 of 5");
		assertThat(card(HOSTILE)).startsWith(HOSTILE).contains("expires after 1 h");
		assertThat(this.browser.all("#cards script")).isEmpty();
		this.browser.await(() -> this.browser.find("[data-cache=images] svg.look-ups")
			.getDomAttribute("aria-label")
			.contains("hits retained"));
	}

	@Test
	void aCurveShowsTheHitsOfOtherMaximumSizes() throws IOException {
		start();
		for (int i = 0; i < 400; i++) {
			this.images.get("picture " + i % 16, (key) -> new Object());
		}
		this.browser.await(() -> card("images").contains("larger ones are estimated"));
		List<String> columns = this.browser.all(".card[data-cache=images] .columns > span")
			.stream()
			.map((column) -> column.getText().replace('\n', ' '))
			.toList();
		assertThat(columns).hasSize(4).satisfies((all) -> {
			assertThat(all.get(0)).endsWith(" 5 now");
			assertThat(all.get(2)).matches("9\\d % 20");
		});
		assertLooks("curve");
	}

	@Test
	void axeFindsNothingInLightDarkAndOnAPhone() throws IOException {
		start();
		fail();
		this.browser.await(() -> this.browser.text("#answer").equals("1 problem."));
		assertThat(this.browser.text("#problems")).contains("A callback of cache images failed ",
				"It threw java.lang.IllegalStateException.");
		assertThat(this.browser.text("#failures tbody")).contains("cache images");
		assertLooks("light");
		this.browser.prefer("prefers-color-scheme", "dark");
		assertLooks("dark");
		this.browser.size(360, 800);
		assertLooks("phone");
		assertThat(this.browser.script("return document.documentElement.scrollWidth")).isEqualTo(360L);
		this.browser.prefer("forced-colors", "active");
		this.browser.screenshot("forced-colors");
	}

	@Test
	void aCacheIsClearedByKeyboardWithTheTokenFromTheCookie() {
		start();
		tabTo("Clear images");
		this.browser.press(Keys.ENTER);
		this.browser.await(() -> this.browser.find("#clear").isDisplayed());
		assertThat(this.browser.text("#clear")).contains("Clear images?", "8 entries will be removed.");
		assertThat(this.browser.focused().getText()).isEqualTo("Keep");
		this.browser.press(Keys.TAB);
		this.browser.press(Keys.ENTER);
		await().until(() -> this.images.estimatedSize() == 0);
		this.browser.await(() -> card("images").contains("Cleared."));
		this.browser.await(() -> card("images").replace('\n', ' ').contains("live 0"));
		assertThat(this.browser.focused().getDomAttribute("aria-label")).isEqualTo("Clear images");
	}

	@Test
	void escapeKeepsTheEntries() {
		start();
		this.browser.find("[data-cache=images] button").click();
		this.browser.press(Keys.ESCAPE);
		this.browser.await(() -> !this.browser.find("#clear").isDisplayed());
		assertThat(this.images.estimatedSize()).isEqualTo(8);
	}

	@Test
	void aRefusalIsTold() {
		start("page.csrf=session");
		this.browser.find("[data-cache=images] button").click();
		this.browser.find("#clear button[value=clear]").click();
		this.browser.await(
				() -> card("images").contains("Not cleared: you may not, or CSRF protection expects a token (403)."));
		assertThat(this.images.estimatedSize()).isEqualTo(8);
	}

	@Test
	void aPageThatIsReadOnlyHasNoButtonsToClear() {
		start("management.endpoint.weakrefs.access=read-only");
		assertThat(this.browser.all("#cards button")).isEmpty();
	}

	@Test
	void thePageAsksAtMostOnceASecondAndNotWhileItIsHiddenOrPaused() {
		start();
		Requests requests = this.context.getBean(Requests.class);
		int before = requests.times.size();
		await().until(() -> requests.times.size() >= before + 4);
		List<Long> times = List.copyOf(requests.times);
		for (int i = before + 1; i < times.size(); i++) {
			assertThat(times.get(i) - times.get(i - 1)).isGreaterThan(900_000_000L);
		}
		this.browser.hide(requests::awaitSilence);
		int shown = requests.times.size();
		await().until(() -> requests.times.size() > shown);
		this.browser.find("#pause").click();
		requests.awaitSilence();
		assertThat(this.browser.text("#connection")).startsWith("Paused.");
	}

	@Test
	void anApplicationThatHasGoneIsTold() {
		start();
		this.context.close();
		this.browser.await(() -> this.browser.text("#connection").startsWith("The application does not answer."));
	}

	@SuppressWarnings("unchecked")
	private void start(String... properties) {
		this.context = new SpringApplicationBuilder(PageApplication.class, Requests.class).properties("server.port=0")
			.properties(properties)
			.run();
		this.images = (WeakCache<String, Object>) this.context.getBean("images", WeakCache.class);
		for (int i = 0; i < 8; i++) {
			Object value = new Object();
			this.held.add(value);
			this.images.get("image " + i, (key) -> value);
			this.images.getIfPresent("image " + i);
		}
		this.images.cleanUp();
		this.browser.open("http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port")
				+ "/actuator/weakrefs");
		this.browser.await(() -> this.browser.all(".card").size() == 2);
	}

	private void fail() {
		this.context.getBean(Reaper.class).callbacks().submit(CallbackSource.of(Kind.CACHE, "images"), () -> {
			throw new IllegalStateException("on purpose");
		});
	}

	private void assertLooks(String name) throws IOException {
		assertThat((List<?>) this.browser.axe()).isEmpty();
		this.browser.screenshot(name);
	}

	private String card(String cache) {
		return this.browser.all(".card")
			.stream()
			.filter((card) -> cache.equals(card.getDomAttribute("data-cache")))
			.findFirst()
			.orElseThrow()
			.getText();
	}

	private void tabTo(String label) {
		for (int i = 0; i < 20; i++) {
			this.browser.press(Keys.TAB);
			if (label.equals(this.browser.focused().getDomAttribute("aria-label"))) {
				assertThat(this.browser.script("return getComputedStyle(document.activeElement).outlineStyle"))
					.isEqualTo("solid");
				return;
			}
		}
		throw new AssertionError(label + " cannot be reached by keyboard");
	}

	/**
	 * The times at which the page has asked for JSON.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Requests {

		final List<Long> times = new CopyOnWriteArrayList<>();

		/**
		 * Waits until the page, which otherwise asks once a second, has not asked for
		 * three.
		 */
		void awaitSilence() {
			await().until(() -> System.nanoTime() - this.times.get(this.times.size() - 1) > 3_000_000_000L);
		}

		@Bean
		Filter recordingFilter() {
			return (request, response, chain) -> {
				if ("application/json".equals(((HttpServletRequest) request).getHeader("Accept"))) {
					this.times.add(System.nanoTime());
				}
				chain.doFilter(request, response);
			};
		}

	}

}
