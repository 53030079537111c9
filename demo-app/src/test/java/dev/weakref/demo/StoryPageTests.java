package dev.weakref.demo;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The story that the page tells: the four steps, the result of a collection, and the
 * comparison of the stores.
 */
@PageTest
@TestInstance(Lifecycle.PER_CLASS)
class StoryPageTests {

	private static final String FERRY = ".thumb[data-name='the-last-ferry-home.jpg'] button";

	private static final String ISLAND = ".thumb[data-name='island-nobody-found.jpg'] button";

	private static final String COLLECTED = "[1-9]\\d* pictures? collected: [\\d.,]+ MB\\."
			+ "( Heap fell by [\\d.,]+ MB\\.)? Called back (within 1|after .*) ms\\.";

	private static final String VERDICT = "(Out of budget after \\d+ of 50 visitors\\. )?Decoded (once|\\d+ times).*";

	@LocalServerPort
	private int port;

	private Browser browser;

	@BeforeAll
	void start() throws IOException {
		this.browser = new Browser();
	}

	@BeforeEach
	void open() {
		this.browser.prefer("color-scheme", "light");
		this.browser.size(1600, 1000, 1);
		this.browser.open("http://localhost:" + this.port);
		this.browser.script("sessionStorage.clear(); return (async () => {"
				+ "const { comparison } = await (await fetch('live')).json();"
				+ "if (comparison.inUse !== 'WEAK') await fetch('comparison/WEAK', { method: 'POST' });"
				+ "await fetch('viewers/visitors', { method: 'DELETE' }); })()");
		this.browser.reload();
		this.browser.await(() -> this.browser.all(".thumb:not(.coming)").size() == 12
				&& this.browser.text("#connection").equals("Live"));
	}

	@AfterAll
	void close() throws IOException {
		try (Browser browser = this.browser) {
			assertThat(browser.errors()).isEmpty();
		}
	}

	@Test
	void thePageBeginsWithTheNameAndTheStory() {
		assertThat(this.browser.text(".product")).isEqualTo("weakref for Spring Boot");
		assertThat(this.browser.text("h1")).isEqualTo("Found by name. Kept by nobody.");
		this.browser.script("scrollTo(0, 700)");
		assertThat(this.browser.script("return document.querySelector('.masthead').getBoundingClientRect().top"))
			.isEqualTo(0L);
	}

	@Test
	void stepsAreTickedOffAsTheyAreDone() {
		assertSteps(0);
		this.browser.find(ISLAND).click();
		awaitPanes(1);
		assertSteps(1);
		this.browser.find(FERRY).click();
		awaitPanes(2);
		assertSteps(1);
		this.browser.find(FERRY).click();
		awaitPanes(3);
		assertSteps(2);
		this.browser.collectUntil(() -> this.browser.text("#achieved").equals("Nothing went: every picture is in use"));
		assertSteps(2);
		this.browser.find("#close-all").click();
		awaitPanes(0);
		assertSteps(3);
		this.browser.collectUntil(() -> this.browser.text("#achieved").matches(COLLECTED));
		assertSteps(4);
		this.browser.reload();
		this.browser.await(() -> this.browser.text("#connection").equals("Live"));
		assertSteps(4);
	}

	@Test
	void aCollectionThatTakesNothingSaysWhy() {
		this.browser
			.collectUntil(() -> this.browser.text("#achieved").equals("Nothing went: no picture was in memory"));
		this.browser.find(FERRY).click();
		awaitPanes(1);
		this.browser.find("#collect").click();
		this.browser.await(() -> this.browser.text("#achieved").equals("Nothing went: every picture is in use"));
	}

	@Test
	void theStrongMapRunsOutOfItsBudgetAndHoldsWhatNobodyLooksAt() throws IOException {
		run("STRONG");
		this.browser.await(() -> verdict("STRONG")
			.matches("Out of budget after \\d+ of 50 visitors\\. Decoded (once|\\d+ times)\\."));
		this.browser.await(() -> this.browser.text("#visitors").equals("Add load"));
		this.browser.await(() -> !this.browser.all(".decode[data-state=kept]").isEmpty());
		String live = this.browser.text("#pictures-live");
		assertThat(this.browser.text("#pictures-retained")).isEqualTo(live + " held by the store");
		assertThat(this.browser.text("#comparison-code")).contains("StrongMap.java", "computeIfAbsent");
		this.browser.find("#collect").click();
		this.browser.await(() -> this.browser.text("#achieved")
			.equals("Nothing went: the map holds " + live + " of " + live + " pictures"));
		assertThat(this.browser.all(".decode[data-state=free]")).isEmpty();
		this.browser.screenshot("out-of-budget");
		Looks.assertContrast(this.browser);
	}

	@Test
	void theRunsLieOverEachOther() {
		run("BOUNDED");
		this.browser.await(() -> verdict("BOUNDED").matches(VERDICT) && visitors("bounded cache") >= 10);
		run("WEAK");
		this.browser.await(() -> verdict("WEAK").matches(VERDICT) && visitors("weak cache") >= 10);
		assertThat(visitors("bounded cache")).isGreaterThanOrEqualTo(10);
		assertThat(this.browser.text("#comparison-code")).contains("application.yml", "maximum-size: 3",
				".get(name, decode)");
		assertThat(this.browser.all(".ways button[aria-pressed=true]")).extracting(WebElement::getText)
			.containsExactly("Weak cache");
	}

	@Test
	void theVisitorsOfARunLeaveWhenItIsComplete() {
		assertThat(this.browser.text("#ways-lead")).isEqualTo("Each run brings the same 50 visitors.");
		run("WEAK");
		this.browser.await(() -> verdict("WEAK").matches(VERDICT) && visitors("weak cache") >= 50);
		this.browser.await(() -> this.browser.text("#visitors").equals("Add load")
				&& this.browser.all(".decode .visitor").isEmpty());
		assertThat(verdict("WEAK")).matches("Decoded \\d+ times, none in memory twice, at most \\d+ MB\\.");
	}

	@Test
	void onAPhoneWhatIsHeldComesBeforeTheViewersAndTheNamesOfButtonsBeginWithTheirText() {
		assertThat(this.browser.find("#collect").getAccessibleName()).isEqualTo("Ask for a collection");
		this.browser.size(390, 844, 1);
		assertThat(this.browser.script("const top = (id) => document.querySelector(id).getBoundingClientRect().top;"
				+ "return top('#gallery') < top('#live') && top('#live') < top('.numbers')"
				+ " && top('.numbers') < top('#viewers') && top('#viewers') < top('#comparison')"))
			.isEqualTo(true);
		assertThat(this.browser.find("#collect").getAccessibleName()).isEqualTo("Collect what is not held");
		assertThat((List<?>) this.browser.script("return [...document.querySelectorAll('.actions button')]"
				+ ".filter(b => b.checkVisibility()).filter(b => b.scrollWidth > b.clientWidth || b.clientHeight > 60)"))
			.isEmpty();
	}

	@Test
	void aSwitchClosesAllViewersAndVisitorsCome() {
		this.browser.find(FERRY).click();
		awaitPanes(1);
		this.browser.find(".ways [data-keeping=WEAK] button").sendKeys(Keys.ENTER);
		awaitPanes(0);
		this.browser.await(() -> this.browser.text("#visitors").equals("End load")
				&& this.browser.text("#comparison-state").matches("visitor \\d+ of 50"));
		this.browser.find("#visitors").click();
		this.browser.await(() -> this.browser.text("#visitors").equals("Add load")
				&& this.browser.text("#comparison-state").matches("50 visitors, budget [\\d.]+ MB"));
		assertThat(verdict("WEAK")).matches("Stopped after \\d+ of 50 visitors\\. Decoded .* MB\\.");
	}

	@Test
	void numbersOfOneScreenAgree() {
		run("BOUNDED");
		for (int i = 0; i < 20; i++) {
			assertThat(this.browser.script("const n = (id) => document.getElementById(id).textContent;"
					+ "const blocks = document.querySelectorAll('.decode:not([data-state=went])').length;"
					+ "return [n('pictures-live') == blocks, n('sharing').includes(', ' + blocks + ' cop'),"
					+ " n('gallery-caption').includes(', ' + blocks + ' cop')"
					+ " || n('gallery-caption').startsWith(blocks + ' of 12 '),"
					+ " document.querySelectorAll('.badges .badge').length == blocks, n('pictures-held') == document.querySelectorAll('.decode[data-state=held]').length].join()"))
				.isEqualTo("true,true,true,true,true");
			this.browser.awaitPaint();
		}
		assertThat(this.browser.text("#heap-age")).matches("just now|\\d+ (s|min) ago");
	}

	@Test
	void noMoreThanEightDecodesHaveAColourOfTheirOwn() {
		this.browser.script("document.querySelectorAll('.thumb button').forEach(b => b.click())");
		awaitPanes(12);
		this.browser.await(() -> this.browser.all(".decode[data-state=held]").size() == 12);
		assertThat(this.browser.all(".decode")).extracting((node) -> node.getDomAttribute("data-id"))
			.containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8", "0", "0", "0", "0");
		assertThat(this.browser.script("return [...document.querySelectorAll('.group')].every(g => g.dataset.id === "
				+ "[...document.querySelectorAll('.decode')].find(d => d.textContent.includes("
				+ "g.querySelector('.badge').textContent + g.querySelector('h3').textContent)).dataset.id)"))
			.isEqualTo(true);
	}

	@Test
	void theNameOfAThumbnailHasItsVisibleText() {
		this.browser.find(FERRY).click();
		awaitPanes(1);
		this.browser.await(() -> this.browser.find(FERRY).getText().contains("1 viewer"));
		assertThat(this.browser.find(FERRY).getAccessibleName())
			.matches("#\\d+ The last ferry home 1 viewer ?\\. Open a viewer");
	}

	@Test
	void axeFindsNothing() throws IOException {
		this.browser.find(FERRY).click();
		awaitPanes(1);
		this.browser.find("#collect").click();
		this.browser.await(() -> !this.browser.text("#achieved").isEmpty());
		assertAxeFindsNothing("story");
		this.browser.find(".views a[href='#spring']").click();
		this.browser.await(() -> this.browser.all(".card .figures").size() == 7);
		assertAxeFindsNothing("spring-story");
	}

	private void assertAxeFindsNothing(String name) throws IOException {
		for (String scheme : List.of("light", "dark")) {
			this.browser.prefer("color-scheme", scheme);
			assertAxeFindsNothingIn(name + "-" + scheme);
			this.browser.forceColours(scheme);
			assertAxeFindsNothingIn(name + "-forced-" + scheme);
		}
		this.browser.prefer("color-scheme", "light");
		this.browser.size(390, 844, 1);
		assertAxeFindsNothingIn(name + "-phone");
		this.browser.size(1600, 1000, 1);
	}

	private void assertAxeFindsNothingIn(String look) throws IOException {
		this.browser.screenshot(look);
		assertThat((List<?>) this.browser.axe()).as(look).isEmpty();
	}

	private void run(String keeping) {
		this.browser.find(".ways [data-keeping=" + keeping + "] button").click();
		this.browser.await(() -> "true"
			.equals(this.browser.find(".ways [data-keeping=" + keeping + "] button").getDomAttribute("aria-pressed"))
				&& this.browser.find(".ways [data-keeping=" + keeping + "] button")
					.getDomAttribute("aria-busy") == null);
	}

	private String verdict(String keeping) {
		return this.browser.text(".ways [data-keeping=" + keeping + "] .verdict");
	}

	/**
	 * How many visitors the line of a store covers.
	 */
	private int visitors(String name) {
		String label = String.valueOf(this.browser.find("#comparison-chart").getDomAttribute("aria-label"));
		return label.contains(name + ": ")
				? Integer.parseInt(label.replaceAll(".*" + name + ": (\\d+) visitor.*", "$1")) : 0;
	}

	private void assertSteps(int done) {
		this.browser.await(() -> this.browser.all("#steps [data-done=true]").size() == done);
		assertThat(this.browser
			.script("return [...document.querySelectorAll('#steps .unseen')].map(e => e.textContent).join('')"))
			.isEqualTo("Done: ".repeat(done));
		assertThat(this.browser.all("#steps [aria-current=step]")).hasSize((done < 4) ? 1 : 0);
	}

	private void awaitPanes(int count) {
		this.browser.await(() -> this.browser.all(".pane[data-ready]").size() == count
				&& this.browser.all(".pane").size() == count);
	}

}
