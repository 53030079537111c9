package dev.weakref.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.demo.pictures.TestPictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.Keys;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances of the demo that share captions through Redis, as browsers show them.
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CaptionsTests {

	private static final Path FOLDER = Path.of("target/captioned-pictures");

	private static final String FERRY = "the-last-ferry-home.jpg";

	private final List<Instance> instances = new ArrayList<>();

	private Redis redis;

	private Instance here;

	private Instance there;

	@BeforeAll
	void start() throws IOException {
		Assumptions.assumeTrue(Browser.isInstalled(), "Skipped: there is no browser");
		Assumptions.assumeTrue(Redis.isInstalled(), "Skipped: there is no redis-server");
		TestPictures.write(FOLDER, FERRY, "copper-dunes.jpg");
		this.redis = new Redis();
		this.here = start(this.redis);
		this.there = start(this.redis);
	}

	private Instance start(Redis redis) throws IOException {
		Instance instance = new Instance(redis);
		this.instances.add(instance);
		instance.awaitPage();
		return instance;
	}

	@AfterEach
	void closeViewers() {
		this.instances.forEach(Instance::closeViewers);
	}

	@AfterAll
	void stop() throws IOException {
		List<String> errors = new ArrayList<>();
		for (Instance instance : this.instances) {
			errors.addAll(instance.browser.errors());
			instance.close();
		}
		if (this.redis != null) {
			this.redis.close();
		}
		assertThat(errors).isEmpty();
	}

	@Test
	void aChangedCaptionIsSeenOnTheOtherPageWhereAViewerThatHoldsTheOldOneIsMarkedAsSuperseded() throws IOException {
		openViewers("The last ferry home");

		this.here.write("Home at last");

		this.there.browser.await(() -> this.there.presentCaption().equals("Home at last"));
		this.there.browser.await(() -> this.there.browser.find(".words .superseded").isDisplayed());
		assertThat(this.there.heldCaption()).isEqualTo("The last ferry home");
		this.there.browser.await(() -> !this.there.browser.text("#captions-superseded").equals("0"));
		this.there.browser.screenshot("caption-superseded");
		Looks.assertContrast(this.there.browser);
		this.here.browser.await(() -> this.here.presentCaption().equals("Home at last"));
		assertThat(this.here.heldCaption()).isEqualTo("Home at last");
		assertThat(this.here.browser.find(".words .superseded").isDisplayed()).isFalse();
		this.here.browser.screenshot("caption-changed");

		this.there.browser.find(".words button").click();

		this.there.browser.await(() -> this.there.heldCaption().equals("Home at last"));
		assertThat(this.there.browser.find(".words .superseded").isDisplayed()).isFalse();
		this.there.browser.await(() -> {
			this.there.browser.find("#collect").click();
			return this.there.browser.text("#captions-superseded").equals("0");
		});
	}

	@Test
	void anEmptyCaptionIsTheTitleAndEscapeKeepsTheOldOne() {
		this.here.openViewer();
		this.here.write("Late");
		this.here.browser.await(() -> this.here.presentCaption().equals("Late"));

		this.here.browser.find(".words input").click();
		this.here.browser.press("r", Keys.ESCAPE);
		assertThat(this.here.heldCaption()).isEqualTo("Late");

		this.here.write("");
		this.here.browser.await(() -> this.here.heldCaption().equals("The last ferry home"));
		this.there.browser.await(() -> this.there.presentCaption().equals("The last ferry home"));
	}

	@Test
	void looksGoodOnAPhoneAndInTheDark() throws IOException {
		openViewers("Short");
		this.here.write("A caption that is rather too long for the narrow window of a telephone, is it not");
		this.there.browser.await(() -> this.there.browser.find(".words .superseded").isDisplayed());
		Looks.assertFits(this.there.browser, 360, "captions-phone");
		this.there.browser.prefer("color-scheme", "dark");
		this.there.browser.size(1600, 1000, 1);
		this.there.browser.screenshot("captions-dark");
		Looks.assertContrast(this.there.browser);
	}

	/**
	 * Opens a viewer on each page, with the same caption.
	 */
	private void openViewers(String caption) {
		this.here.openViewer();
		this.here.write(caption);
		this.there.browser.await(() -> this.there.presentCaption().equals(caption));
		this.there.openViewer();
		this.there.browser.await(() -> this.there.heldCaption().equals(caption));
	}

	/**
	 * An instance of the demo with a browser of its own.
	 */
	private static final class Instance {

		private final ConfigurableApplicationContext context;

		private final Browser browser;

		Instance(Redis redis) throws IOException {
			this.context = SpringApplication.run(DemoApplication.class, "--spring.profiles.active=redis",
					"--server.port=0", "--spring.data.redis.port=" + redis.port(), "--demo.pictures.folder=" + FOLDER,
					"--demo.pictures.count=0");
			this.browser = new Browser();
			this.browser.size(1600, 1000, 1);
			this.browser
				.open("http://localhost:" + ((WebServerApplicationContext) this.context).getWebServer().getPort());
		}

		void awaitPage() {
			this.browser.await(() -> this.browser.all(".thumb:not(.coming)").size() == 2
					&& this.browser.text("#captions-state").equals("in touch"));
		}

		void openViewer() {
			this.browser.find(thumb() + " button").click();
			this.browser.await(() -> !this.browser.all(".pane[data-ready] .words input").isEmpty());
		}

		void closeViewers() {
			this.browser.find("#close-all").click();
			this.browser.await(() -> this.browser.all(".pane").isEmpty());
			this.browser.prefer("color-scheme", "light");
			this.browser.size(1600, 1000, 1);
		}

		void write(String caption) {
			this.browser.find(".words input").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, caption, Keys.ENTER);
		}

		String heldCaption() {
			return String.valueOf(this.browser.find(".words input").getDomProperty("value"));
		}

		String presentCaption() {
			return this.browser.text(thumb() + " .title");
		}

		private static String thumb() {
			return ".thumb[data-name='" + FERRY + "']";
		}

		void close() throws IOException {
			this.browser.close();
			this.context.close();
		}

	}

}
