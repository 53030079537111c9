package dev.weakref.demo;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The view with the cards, as a browser shows it.
 */
@PageTest
@TestInstance(Lifecycle.PER_CLASS)
class SpringViewTests {

	@LocalServerPort
	private int port;

	private Browser browser;

	@BeforeAll
	void open() throws IOException {
		this.browser = new Browser();
		this.browser.open("http://localhost:" + this.port);
		this.browser.await(() -> this.browser.all(".thumb:not(.coming)").size() == 12);
	}

	@BeforeEach
	void begin() {
		this.browser.size(1600, 1000, 1);
		this.browser.open("http://localhost:" + this.port + "/#spring");
		awaitFigures();
		letGoOfAll();
		// What is shown now may be older than the end of the last thing
		this.browser.reload();
		awaitFigures();
	}

	@AfterAll
	void close() throws IOException {
		try (Browser browser = this.browser) {
			letGoOfAll();
			assertThat(browser.errors()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "cacheable, live, collected, 1", "memoized, live, forgotten, 1", "meters, live, collected, 1",
			"unused, files, destroyed, 1", "listeners, listening, collected, 2" })
	void whatIsLetGoOfIsCollectedAndWhatIsHeldStays(String card, String present, String gone, int each) {
		long before = count(card, gone);
		use(card, "use");
		awaitNumber(card, present, each);
		use(card, "use");
		awaitNumber(card, present, 2 * each);
		this.browser.await(() -> things(card, "held") == 2 * each);

		use(card, "let-go");
		this.browser.await(
				() -> things(card, "held") == each && (things(card, "free") == each || count(card, present) == each));
		this.browser.collectUntil(() -> count(card, present) == each);
		this.browser.await(() -> things(card, "free") == 0);
		assertThat(things(card, "held")).isEqualTo(each);
		awaitNumber(card, gone, before + each);

		use(card, "let-go");
		this.browser.collectUntil(() -> count(card, present) == 0);
		awaitNumber(card, gone, before + 2 * each);
		this.browser.await(() -> things(card, "held") + things(card, "free") == 0);
		this.browser.await(() -> this.browser.all("#gone li").size() >= 2 * each);
	}

	@ParameterizedTest
	@CsvSource({ "cacheable, found", "memoized, found" })
	void whatSomebodyHoldsIsFoundAgain(String card, String found) {
		use(card, "use");
		awaitNumber(card, "live", 1);
		long before = count(card, found);
		use(card, "again");
		awaitNumber(card, found, before + 1);
		awaitNumber(card, "live", 1);
		this.browser.await(() -> this.browser.all(at(card) + ".dots i").size() == 2);
	}

	@Test
	void aPrintThatIsSharedStaysUntilBothHaveLetGo() {
		use("unused", "use");
		this.browser.await(() -> things("unused", "held") == 1);
		use("unused", "share");
		this.browser.await(() -> this.browser.all(at("unused") + ".dots i").size() == 2);
		use("unused", "let-go");
		use("cacheable", "use");
		use("cacheable", "let-go");
		this.browser.collectUntil(() -> count("cacheable", "live") == 0);
		assertThat(count("unused", "files")).isOne();
		use("unused", "let-go");
		this.browser.collectUntil(() -> count("unused", "files") == 0);
	}

	@Test
	void aBeanThatOutstaysItsSessionIsALeakAndOneWhoseSessionGoesOnIsNone() {
		use("tracked", "use");
		awaitNumber("tracked", "live", 1);
		use("tracked", "end");
		use("tracked", "use");
		awaitNumber("tracked", "live", 2);
		this.browser.collectUntil(() -> count("tracked", "ended but live") == 1);
		this.browser.await(() -> things("tracked", "leak") == 1 && things("tracked", "held") == 1);

		use("tracked", "let-go");
		this.browser.collectUntil(() -> count("tracked", "live") == 1);
		awaitNumber("tracked", "ended but live", 0);
		assertThat(this.browser.text(at("tracked") + ".decode[data-state=held] .state")).isEqualTo("session");
	}

	@Test
	void aLockIsThereWhileItIsHeldOrWaitedFor() {
		use("locks", "use");
		awaitNumber("locks", "waiting", 1);
		assertThat(count("locks", "held")).isOne();
		this.browser.find("#collect").click();
		this.browser.await(() -> this.browser.text(at("locks") + ".state").equals("held"));
		assertThat(count("locks", "live")).isOne();
		this.browser.await(() -> count("locks", "held") == 0);
		this.browser.collectUntil(() -> count("locks", "live") == 0);
	}

	@Test
	void guestsHearOfEveryPictureThatIsOpened() {
		long before = count("listeners", "calls");
		use("listeners", "use");
		awaitNumber("listeners", "listening", 2);
		use("listeners", "open");
		awaitNumber("listeners", "calls", before + 2);
	}

	@ParameterizedTest
	@CsvSource({ "cacheable, let-go", "memoized, let-go", "meters, visit", "meters, let-go", "tracked, end",
			"tracked, let-go", "unused, share", "unused, let-go", "listeners, open", "listeners, let-go" })
	void aButtonIsDisabledWhileThereIsNothingForItToActOn(String card, String action) {
		String button = at(card) + "button[data-action=" + action + "]";
		assertThat(this.browser.find(button).getDomAttribute("aria-disabled")).isEqualTo("true");
		use(card, "use");
		awaitEnabled(button, true);
		letGoOfAll();
		awaitEnabled(button, false);
	}

	@Test
	void theFirstStepIsSaidInOneSentence() {
		this.browser.script("document.querySelector('#gone').replaceChildren();"
				+ "document.querySelector('#gone-empty').hidden = false");
		assertThat(this.browser.text("#gone-empty"))
			.isEqualTo("Use something, let go of it, and ask for a collection.");
	}

	@Test
	void theGalleryFetchesNothingOfIt() {
		this.browser.open("about:blank");
		this.browser.open("http://localhost:" + this.port);
		this.browser.await(() -> this.browser.text("#connection").equals("Live"));
		assertThat(fetched()).contains("cards=false").doesNotContain("cards/", "cards=true");
		this.browser.find(".views a[href='#spring']").click();
		this.browser.await(() -> this.browser.all(".card").size() == 7);
		assertThat(fetched()).contains("cards/code");
	}

	@Test
	void canBeUsedByKeyboardAlone() {
		this.browser.open("about:blank");
		this.browser.open("http://localhost:" + this.port);
		this.browser.await(() -> this.browser.text("#connection").equals("Live"));
		this.browser.script("document.querySelector('.views a').focus()");
		this.browser.tab();
		assertThat(this.browser.focused().getText()).isEqualTo("At home in Spring");
		assertFocusIsVisible();
		this.browser.press(Keys.ENTER);
		this.browser.await(() -> !number("locks", "live").isEmpty());
		assertThat(this.browser.find(".views a[aria-current=page]").getText()).isEqualTo("At home in Spring");
		assertThat(this.browser.find("#gallery").isDisplayed()).isFalse();

		this.browser.script("document.querySelector('.skip[href=\"#cards\"]').focus()");
		this.browser.press(Keys.ENTER);
		this.browser.tab();
		assertThat(this.browser.focused().getText()).isEqualTo("Take colours");
		assertFocusIsVisible();
		this.browser.press(Keys.ENTER);
		awaitNumber("cacheable", "live", 1);
		assertThat(this.browser.focused().getText()).isEqualTo("Take colours");
		this.browser.script("history.go(-2)");
		this.browser.await(() -> this.browser.find("#gallery").isDisplayed());
	}

	@Test
	void looksGoodInLightAndDarkAndOnAPhone() throws IOException {
		this.browser.screenshot("spring-first-look");
		Looks.assertContrast(this.browser);
		use("tracked", "use", "end");
		this.browser.collectUntil(() -> count("tracked", "ended but live") == 1);
		useAtOnce("cacheable/use", "cacheable/again", "cacheable/use", "cacheable/use", "cacheable/let-go",
				"cacheable/let-go");
		useAtOnce("memoized/use", "memoized/again", "memoized/use", "memoized/use", "memoized/let-go",
				"memoized/let-go");
		useAtOnce("meters/use", "meters/use", "meters/use", "meters/use", "meters/let-go");
		useAtOnce("tracked/use", "unused/use", "unused/share", "unused/use", "unused/use", "unused/let-go",
				"unused/let-go");
		useAtOnce("listeners/use", "listeners/use", "listeners/open", "listeners/let-go", "locks/use",
				"locks/different");
		this.browser.await(() -> things("listeners", "held") == 2 && things("locks", "held") == 3);
		assertFits(1600, "spring-light");
		this.browser.prefer("color-scheme", "dark");
		assertFits(1200, "spring-dark");
		this.browser.prefer("color-scheme", "light");
		assertFits(820, "spring-tablet");
		assertFits(360, "spring-phone");
		this.browser.prefer("color-scheme", "dark");
		assertFits(360, "spring-phone-dark");
		this.browser.prefer("color-scheme", "light");
	}

	private void assertFits(int width, String name) throws IOException {
		Looks.assertFits(this.browser, width, name);
		assertThat((List<?>) this.browser
			.script("return [...document.querySelectorAll('.card :is(h3, pre, ul, dl, button)')]"
					+ ".filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right"
					+ " > e.closest('.card').getBoundingClientRect().right).map(e => e.outerHTML)"))
			.isEmpty();
	}

	private void assertFocusIsVisible() {
		assertThat(this.browser.script("return getComputedStyle(document.activeElement).outlineWidth"))
			.isEqualTo("3px");
	}

	private String at(String card) {
		return ".card[data-card=" + card + "] ";
	}

	/**
	 * Press buttons, each as soon as the one before it has done its work.
	 */
	private void use(String card, String... actions) {
		for (String action : actions) {
			String button = at(card) + "button[data-action=" + action + "]";
			awaitEnabled(button, true);
			this.browser.find(button).click();
			this.browser.await(() -> this.browser.find(button).getDomAttribute("aria-busy") == null);
		}
	}

	private void awaitEnabled(String button, boolean enabled) {
		this.browser
			.await(() -> String.valueOf(!enabled).equals(this.browser.find(button).getDomAttribute("aria-disabled")));
	}

	/**
	 * The same without waiting for the page.
	 */
	private void useAtOnce(String... actions) {
		this.browser.script("return (async () => { for (const action of '" + String.join(",", actions)
				+ "'.split(',')) await fetch('cards/' + action, { method: 'POST' }); })()");
	}

	private void awaitFigures() {
		this.browser.await(() -> this.browser.all(".figures").size() == 7 && !number("locks", "live").isEmpty());
	}

	private String number(String card, String name) {
		return String.valueOf(this.browser.script(
				"return document.querySelector(\"" + at(card) + "[data-number='" + name + "']\")?.textContent ?? ''"));
	}

	private long count(String card, String name) {
		return Long.parseLong(number(card, name).replace(",", ""));
	}

	private void awaitNumber(String card, String name, long expected) {
		this.browser.await(() -> count(card, name) == expected);
	}

	private int things(String card, String state) {
		return this.browser.all(at(card) + ".decode[data-state=" + state + "]").size();
	}

	private void letGoOfAll() {
		this.browser.find("#let-go").click();
		this.browser.collectUntil(() -> this.browser.all(".card .decode").isEmpty());
	}

	private String fetched() {
		return String.valueOf(this.browser.script(
				"return performance.getEntriesByType('resource').map(e => e.name.replace(location.origin, '')).join()"));
	}

}
