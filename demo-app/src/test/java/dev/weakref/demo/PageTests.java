package dev.weakref.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.weakref.demo.pictures.TestPictures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page, as a browser shows it.
 */
@PageTest
class PageTests {

	private static final String FERRY = "the-last-ferry-home.jpg";

	private static final String LIGHTS = "lights-over-the-lake.jpg";

	private static final String FROST = "frost-on-the-window.jpg";

	private static final String ISLAND = "island-nobody-found.jpg";

	@LocalServerPort
	private int port;

	@Value("${demo.pictures.folder}")
	private Path folder;

	private Browser browser;

	@BeforeEach
	void open() throws IOException {
		this.browser = new Browser();
		this.browser.size(1600, 1000, 1);
		this.browser.open("http://localhost:" + this.port);
		this.browser.await(() -> this.browser.all(".thumb:not(.coming)").size() == 12
				&& this.browser.find("#connection").getDomAttribute("data-state").equals("there"));
		assertThat(this.browser.find("#log").isDisplayed()).isFalse();
		this.browser.script("document.querySelector('.more').open = true");
	}

	@AfterEach
	void close() throws IOException {
		try (Browser browser = this.browser) {
			closeAll();
			assertThat(browser.errors()).isEmpty();
		}
	}

	@Test
	void twoViewersOfOnePictureShareOneDecodeThatIsCollectedWhenBothAreClosed() throws IOException {
		this.browser.script("window.announced = []; const announcer = document.getElementById('announcer');"
				+ "new MutationObserver(() => announced.push(announcer.textContent))"
				+ ".observe(announcer, { childList: true, characterData: true, subtree: true });");
		collectAll();
		int loads = endpoint("loads");
		click(FERRY);
		click(FERRY);
		awaitPanes(2);
		assertThat(this.browser.all(".pane")).extracting((pane) -> pane.getDomAttribute("data-decode"))
			.containsOnly(this.browser.find(".pane").getDomAttribute("data-decode"));
		this.browser.await(() -> this.browser.text("#sharing").equals("2 viewers, 1 copy"));
		this.browser.await(() -> this.browser.text("#pictures-live").equals("1"));
		assertThat(this.browser.all(".group")).hasSize(1);
		this.browser.await(() -> this.browser.text(".group .caption").startsWith("2 viewers, 1 copy"));
		assertThat(endpoint("live")).isOne();
		assertThat(endpoint("loads")).isEqualTo(loads + 1);

		closeAll();
		collectAll();
		this.browser.await(() -> this.browser.text("#pictures-live").equals("0"));
		this.browser.await(() -> this.browser.find("#pictures-chart").getDomAttribute("aria-label").contains("live 0"));
		this.browser.await(() -> this.browser.text("#log li[data-kind=pictures]").contains("The last ferry home"));
		this.browser.await(() -> this.browser.script("return announced.join()").toString().contains("was collected"));
		this.browser.screenshot("collected");
	}

	@Test
	void canBeUsedByKeyboardAlone() {
		this.browser.tab();
		assertThat(this.browser.focused().getText()).isEqualTo("Skip to the gallery");
		this.browser.press(Keys.ENTER);
		this.browser.tab();
		assertThat(focusedPicture()).isEqualTo("Copper dunes");
		this.browser.press(Keys.ARROW_RIGHT);
		this.browser.press(Keys.ARROW_DOWN);
		assertThat(focusedPicture()).isEqualTo("Morning above the fog");
		assertFocusIsVisible();
		this.browser.press(Keys.ENTER);
		this.browser.press(Keys.ENTER);
		awaitPanes(2);
		assertThat(focusedPicture()).isEqualTo("Morning above the fog");

		this.browser.press(Keys.END);
		this.browser.tab();
		WebElement stage = this.browser.focused();
		assertThat(stage.getDomAttribute("class")).contains("stage");
		assertFocusIsVisible();
		this.browser.press("+");
		this.browser.press(Keys.ARROW_LEFT);
		assertThat(stage.getDomAttribute("aria-label")).contains("zoom 140 percent");
		this.browser.press("0");
		assertThat(stage.getDomAttribute("aria-label")).contains("zoom 100 percent");

		this.browser.press(Keys.DELETE);
		awaitPanes(1);
		assertThat(this.browser.focused().getDomAttribute("class")).contains("stage");
		this.browser.press(Keys.DELETE);
		awaitPanes(0);
		assertThat(focusedPicture()).isEqualTo("Morning above the fog");
	}

	@Test
	void looksGoodInLightAndDarkAndOnAPhone() throws IOException {
		this.browser.screenshot("first-look");
		click(FERRY);
		awaitPanes(1);
		click(FERRY);
		awaitPanes(2);
		click(ISLAND);
		awaitPanes(3);
		click(LIGHTS);
		awaitPanes(4);
		click(LIGHTS);
		awaitPanes(5);
		click(FROST);
		awaitPanes(6);
		load("Add load");
		this.browser.await(() -> this.browser.all(".decode .visitor").size() > 2);
		toTop();
		this.browser.screenshot("desktop-with-visitors");
		load("End load");
		collectAll();
		this.browser.await(() -> this.browser.text("#pictures-live").equals("4"));
		toTop();
		this.browser.screenshot("desktop-light");
		Looks.assertContrast(this.browser);
		this.browser.prefer("color-scheme", "dark");
		this.browser.screenshot("desktop-dark");
		Looks.assertContrast(this.browser);
		this.browser.prefer("color-scheme", "light");
		Looks.assertFits(this.browser, 820, "tablet");
		Looks.assertFits(this.browser, 360, "phone");
		this.browser.prefer("color-scheme", "dark");
		Looks.assertFits(this.browser, 360, "phone-dark");
	}

	@ParameterizedTest
	@ValueSource(ints = { 390, 320 })
	void theNamesOfTheCallbackLogAreToBeReadOnAPhone(int width) throws IOException {
		click(FERRY);
		awaitPanes(1);
		closeAll();
		collectAll();
		this.browser.await(() -> !this.browser.all("#log li[data-name='" + FERRY + "']").isEmpty());
		Looks.assertFits(this.browser, width, "phone-log-" + width);
		assertThat((List<?>) this.browser
			.script("return [...document.querySelectorAll('#log .key, .reaper :is(dt, dd)')]"
					+ ".filter(e => e.scrollWidth > e.clientWidth || e.matches('.reaper *') && e.getClientRects()[0].height > 30)"
					+ ".map(e => e.outerHTML)"))
			.isEmpty();
	}

	@Test
	void visitorsAreNotCountedAsViewers() {
		load("Add load");
		this.browser.await(() -> this.browser.text("#sharing").matches("\\d+ visitors?, \\d+ cop(y|ies)"));
		assertThat(this.browser.text("#viewers-caption")).isEqualTo("None in this tab yet");
		load("End load");
		collectAll();
		this.browser.await(() -> this.browser.text("#sharing").equals("0 viewers, 0 copies"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1600, 390, 320 })
	void eachNumberOfLookUpsStandsBelowTheNameOfItsTier(int width) {
		this.browser.size(width, 1000, 1);
		for (String tier : List.of("strong", "weak", "miss")) {
			assertThat(this.browser.script("const ends = [...document.querySelectorAll('.tiers [data-series=" + tier
					+ "], .tier .count[data-tier=" + tier + "]')].map(e => e.getBoundingClientRect().right);"
					+ "return (ends.length === 3 && Math.max(...ends) - Math.min(...ends) <= 1) || ends.join()"))
				.isEqualTo(true);
		}
		assertThat((List<?>) this.browser.script("return [...document.querySelectorAll('.tier')]"
				+ ".filter(e => e.children[0].scrollWidth > e.children[0].clientWidth).map(e => e.outerHTML)"))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1440, 390 })
	void thatThereIsNoSpaceCoversNoButtonsAndIsSaidNoLongerThanTrue(int width) {
		this.browser.size(width, 900, 1);
		click(FERRY);
		awaitPanes(1);
		openElsewhere(23);
		try {
			click(FERRY);
			awaitNotice("24 viewers are open");
			this.browser.awaitPaint();
			assertThat((List<?>) this.browser
				.script("const n = document.querySelector('.notice[data-kind=problem]').getBoundingClientRect();"
						+ "return [...document.querySelectorAll('button:not(.notice *)')].filter(b => {"
						+ "const r = b.getBoundingClientRect(); return r.width > 0 && r.left < n.right && r.right > n.left"
						+ " && r.top < n.bottom && r.bottom > n.top; }).map(b => b.outerHTML)"))
				.isEmpty();
			closeAll();
			assertThat(this.browser.all(".notice[data-kind=problem]")).isEmpty();
		}
		finally {
			this.browser.script("return Promise.all(elsewhere.map(id => fetch('viewers/' + id, { method: 'DELETE' })))"
					+ ".then(() => true)");
		}
	}

	@Test
	void saysThatAFileIsNotAPicture() throws IOException {
		Path file = this.folder.resolve("torn-page.jpg");
		TestPictures.writeDamaged(file);
		try {
			this.browser.await(() -> !this.browser.all(".thumb[data-name='torn-page.jpg'] .broken").isEmpty());
			click("torn-page.jpg");
			awaitNotice("The file 'torn-page.jpg' cannot be shown");
			awaitPanes(0);
			this.browser.screenshot("unreadable");
		}
		finally {
			Files.delete(file);
		}
		this.browser.await(() -> this.browser.all(".thumb").size() == 12);
	}

	@Test
	void remembersItsViewersAndSurvivesTheLossOfTheServer() throws IOException {
		click(ISLAND);
		awaitPanes(1);
		this.browser.reload();
		awaitPanes(1);
		this.browser.offline(true);
		this.browser.await(() -> this.browser.text("#connection").contains("gone"));
		this.browser.screenshot("server-gone");
		this.browser.offline(false);
		this.browser.await(() -> this.browser.text("#connection").equals("Live"));
		awaitPanes(1);
	}

	@Test
	void keepsStillForThoseWhoPreferThat() {
		this.browser.prefer("reduced-motion", "reduce");
		click(ISLAND);
		awaitPanes(1);
		assertThat(this.browser.script("return getComputedStyle(document.querySelector('.pane')).animationDuration"))
			.isEqualTo("1e-05s");
	}

	private void click(String picture) {
		this.browser.find(".thumb[data-name='" + picture + "'] button").click();
	}

	private void openElsewhere(int count) {
		this.browser.script("return Promise.all([...Array(" + count + ")].map(() => fetch('viewers', { method: 'POST',"
				+ "headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ picture: '" + FERRY
				+ "' }) })"
				+ ".then(r => r.json()).then(v => v.id))).then(ids => { window.elsewhere = ids; return true; })");
	}

	private void awaitPanes(int count) {
		this.browser.await(() -> this.browser.all(".pane[data-ready]").size() == count
				&& this.browser.all(".pane").size() == count);
	}

	/**
	 * Press the button of the load, which has that name before.
	 */
	private void load(String name) {
		this.browser.await(() -> this.browser.text("#visitors").equals(name));
		this.browser.find("#visitors").click();
		this.browser.await(() -> !this.browser.text("#visitors").equals(name));
	}

	/**
	 * A notice fades in: until then its text cannot be read.
	 */
	private void awaitNotice(String text) {
		this.browser.await(() -> this.browser.text(".notice[data-kind=problem]").contains(text));
	}

	private void closeAll() {
		this.browser.find("#close-all").click();
		awaitPanes(0);
	}

	/**
	 * The collector may need to be asked twice, for instance while a request still runs.
	 */
	private void collectAll() {
		int held = this.browser.all(".group").size();
		this.browser.await(() -> {
			if (endpoint("live") == held) {
				return true;
			}
			this.browser.find("#collect").click();
			return false;
		});
	}

	private int endpoint(String number) {
		Map<String, Object> cache = RestClient.create("http://localhost:" + this.port)
			.method(HttpMethod.GET)
			.uri("/actuator/weakrefs/caches/pictures")
			.retrieve()
			.body(new ParameterizedTypeReference<>() {
			});
		assertThat(cache).isNotNull();
		return ((Number) cache.get(number)).intValue();
	}

	private String focusedPicture() {
		return this.browser.focused().findElement(By.className("title")).getText();
	}

	private void assertFocusIsVisible() {
		assertThat(this.browser.script("return getComputedStyle(document.activeElement).outlineWidth"))
			.isEqualTo("3px");
	}

	private void toTop() {
		this.browser.script("document.activeElement.blur(); scrollTo(0, 0)");
	}

}
