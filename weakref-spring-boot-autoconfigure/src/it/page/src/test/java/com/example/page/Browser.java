package com.example.page;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.StreamSupport;

import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A Chromium without a window.
 */
final class Browser implements AutoCloseable {

	private static final String BINARY = "/usr/bin/chromium";

	private static final String DRIVER = "/usr/bin/chromedriver";

	private static final Path SCREENSHOTS = Path.of("target/screenshots");

	private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

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

	void size(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
		await(() -> script("return innerWidth").equals((long) width));
	}

	void prefer(String feature, String value) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", feature, "value", value))));
		await(() -> script("return matchMedia('(" + feature + ": " + value + ")').matches").equals(true));
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

	WebElement focused() {
		return this.driver.switchTo().activeElement();
	}

	/**
	 * Hides the page behind another one.
	 * @param whileHidden runs while it is hidden
	 */
	void hide(Runnable whileHidden) {
		String page = this.driver.getWindowHandle();
		this.driver.switchTo().newWindow(WindowType.TAB);
		whileHidden.run();
		this.driver.close();
		this.driver.switchTo().window(page);
	}

	Object script(String script) {
		Object result = this.driver.executeScript(script);
		return (result != null) ? result : "";
	}

	/**
	 * Returns the findings of axe, each with the elements that it is about.
	 */
	Object axe() throws IOException {
		this.driver.executeScript(new ClassPathResource(AXE).getContentAsString(UTF_8));
		return this.driver.executeAsyncScript("const done = arguments[0];"
				+ "axe.run().then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join())))");
	}

	void await(BooleanSupplier condition) {
		new WebDriverWait(this.driver, Duration.ofSeconds(45), Duration.ofMillis(50))
			.ignoring(StaleElementReferenceException.class)
			.until((driver) -> condition.getAsBoolean());
	}

	void screenshot(String name) throws IOException {
		Files.createDirectories(SCREENSHOTS);
		Files.write(SCREENSHOTS.resolve(name + ".png"), this.driver.getScreenshotAs(OutputType.BYTES));
	}

	/**
	 * Returns the warnings and errors that the page wrote to the console. Requests that a
	 * test has refused are left out, and so is what axe does to a canvas.
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
		FileSystemUtils.deleteRecursively(this.profile);
	}

}
