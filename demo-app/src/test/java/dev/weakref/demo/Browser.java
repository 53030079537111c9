package dev.weakref.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;

/**
 * Chromium without a window.
 */
final class Browser implements AutoCloseable {

	private static final String BINARY = "/usr/bin/chromium";

	private static final String DRIVER = "/usr/bin/chromedriver";

	private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

	private static final Path SCREENSHOTS = Path.of("target/screenshots");

	private final Path profile;

	private final ChromeDriver driver;

	Browser() throws IOException {
		this.profile = Files.createTempDirectory("chromium");
		ChromeOptions options = new ChromeOptions();
		options.setBinary(BINARY);
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
				"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--hide-scrollbars", "--user-data-dir=" + this.profile);
		LoggingPreferences logging = new LoggingPreferences();
		logging.enable(LogType.BROWSER, Level.ALL);
		options.setCapability("goog:loggingPrefs", logging);
		this.driver = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(new File(DRIVER)).build(), options);
	}

	static boolean isInstalled() {
		return Files.isExecutable(Path.of(BINARY)) && Files.isExecutable(Path.of(DRIVER));
	}

	void open(String url) {
		this.driver.get(url);
	}

	void reload() {
		this.driver.navigate().refresh();
	}

	void size(int width, int height, double pixelRatio) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", pixelRatio, "mobile", false));
		await(() -> script("return innerWidth").equals((long) width));
	}

	void prefer(String feature, String value) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-" + feature, "value", value))));
		await(() -> script("return matchMedia('(prefers-" + feature + ": " + value + ")').matches").equals(true));
	}

	/**
	 * Force the colours of the user on the page.
	 */
	void forceColours(String scheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "forced-colors", "value", "active"),
						Map.of("name", "prefers-color-scheme", "value", scheme))));
		await(() -> script("return matchMedia('(forced-colors: active)').matches").equals(true));
	}

	/**
	 * The findings of axe, each with the elements that it is about. The name of a control
	 * must contain its visible text, which axe looks at only if it is told to.
	 */
	Object axe() throws IOException {
		this.driver.executeScript(new ClassPathResource(AXE).getContentAsString(StandardCharsets.UTF_8));
		return this.driver.executeAsyncScript("const done = arguments[0];"
				+ "axe.run({ rules: { 'label-content-name-mismatch': { enabled: true } } })"
				+ ".then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join())))");
	}

	void offline(boolean offline) {
		this.driver.executeCdpCommand("Network.enable", Map.of());
		this.driver.executeCdpCommand("Network.emulateNetworkConditions",
				Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
	}

	WebElement find(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	List<WebElement> all(String selector) {
		return this.driver.findElements(By.cssSelector(selector));
	}

	String text(String selector) {
		return find(selector).getText();
	}

	void press(CharSequence... keys) {
		new Actions(this.driver).sendKeys(keys).perform();
	}

	void tab() {
		press(Keys.TAB);
	}

	WebElement focused() {
		return this.driver.switchTo().activeElement();
	}

	/**
	 * Run a script in the page.
	 */
	Object script(String script) {
		Object result = this.driver.executeScript(script);
		return (result != null) ? result : "";
	}

	/**
	 * Wait until something is the case.
	 */
	void await(Condition condition) {
		new WebDriverWait(this.driver, Duration.ofSeconds(45), Duration.ofMillis(50))
			.ignoring(StaleElementReferenceException.class)
			.until((driver) -> condition.holds());
	}

	/**
	 * Presses the button that asks for a collection until a condition holds. The
	 * collector may need to be asked more than once.
	 */
	void collectUntil(Condition condition) {
		await(() -> {
			if (condition.holds()) {
				return true;
			}
			find("#collect").click();
			return false;
		});
	}

	/**
	 * Wait until the page has painted what it was told. Animations in closed details are
	 * not waited for: they do not go on.
	 */
	void awaitPaint() {
		this.driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
				+ "Promise.all(document.getAnimations().filter(a => a.effect.getTiming().iterations !== Infinity"
				+ " && !a.effect.target.closest('details:not([open])'))"
				+ ".map(a => a.finished.catch(() => 0))).then(() => requestAnimationFrame(() => requestAnimationFrame(done)))");
	}

	void screenshot(String name) throws IOException {
		awaitPaint();
		Files.createDirectories(SCREENSHOTS);
		Files.write(SCREENSHOTS.resolve(name + ".png"), this.driver.getScreenshotAs(OutputType.BYTES));
	}

	/**
	 * Returns the messages in the console of the page, without those of failed requests
	 * that a test provoked, and without those of axe about a canvas.
	 */
	List<String> errors() {
		Set<String> levels = Set.of("SEVERE", "WARNING");
		return StreamSupport.stream(this.driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
			.filter((entry) -> levels.contains(entry.getLevel().getName()))
			.map((entry) -> entry.getMessage())
			.filter((message) -> !message.contains("Failed to load resource") && !message.contains("Canvas2D"))
			.toList();
	}

	@Override
	public void close() throws IOException {
		this.driver.quit();
		Awaitility.await("processes of the browser write to its profile no more")
			.ignoreException(IOException.class)
			.until(() -> FileSystemUtils.deleteRecursively(this.profile));
	}

	@FunctionalInterface
	interface Condition {

		boolean holds();

	}

}
