package dev.weakref.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that a page can be read and used by all visitors.
 */
final class Looks {

	private Looks() {
	}

	static void assertContrast(Browser browser) throws IOException {
		Resource script = new ClassPathResource("contrast.js");
		assertThat((List<?>) browser.script(script.getContentAsString(StandardCharsets.UTF_8))).isEmpty();
	}

	/**
	 * Nothing stands out of a window of that width; leaves a screenshot of the whole
	 * page.
	 */
	static void assertFits(Browser browser, int width, String name) throws IOException {
		browser.size(width, 740, 1);
		awaitCharts(browser);
		assertThat((Long) browser.script("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
		assertContrast(browser);
		long height = (Long) browser.script("return document.documentElement.scrollHeight");
		browser.size(width, (int) height, 1);
		awaitCharts(browser);
		browser.screenshot(name);
	}

	/**
	 * Charts follow the width of the page a moment later, those that are not shown once
	 * they are.
	 */
	private static void awaitCharts(Browser browser) {
		browser.await(
				() -> browser
					.script("return [...document.querySelectorAll('canvas')]"
							+ ".filter(c => !c.closest('details:not([open])'))"
							+ ".every(c => Math.abs(c.clientWidth - c.parentElement.clientWidth) <= 1)")
					.equals(true));
	}

}
