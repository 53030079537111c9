package dev.weakref.boot.actuate;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import dev.weakref.spring.bean.Tracked;
import dev.weakref.testsupport.GarbageCollector;
import jakarta.servlet.http.HttpSession;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.annotation.RequestScope;
import org.springframework.web.context.annotation.SessionScope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for tracked beans of requests and sessions on a real server.
 */
@ExtendWith(OutputCaptureExtension.class)
class TrackedScopesWebTests {

	private static final String VISIT = Visit.class.getName() + " (request)";

	private static final String BASKET = Basket.class.getName() + " (session)";

	@AutoClose
	private RunningApplication application;

	private HttpClient browser;

	private List<Object> leaks;

	@BeforeEach
	void start() {
		this.application = RunningApplication.start(Shop.class, "weakref.beans.track=" + Visit.class.getName());
		this.browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
		this.leaks = this.application.context().getBean(ShopController.class).leaks;
	}

	@Test
	void beansOfRequestsAreCollectedAfterThem(CapturedOutput output) {
		for (int i = 1; i <= 5; i++) {
			assertThat(visit("/visit")).isEqualTo("pages: 1");
		}
		await("five visits are gone", VISIT, (visits) -> visits.collected() == 5);
		assertThat(report(VISIT)).isEqualTo(new BeansDescriptor(0, 5, 5, 5, null, 0, null));
		assertThat(output).doesNotContain("not eligible for getting processed");
	}

	@Test
	void aBeanThatIsHeldAfterItsRequestIsTold() {
		visit("/visit/leak");
		visit("/visit");
		await("one of two visits is told to be held", VISIT, (visits) -> visits.endedButLive() == 1);
		await("the other one is collected", VISIT, (visits) -> visits.collected() == 1);
		assertThat(report(VISIT).oldestEndedSeconds()).isNotNull();
		assertThat(this.leaks).hasSize(1);
		this.leaks.clear();
		await("the first is collected after all", VISIT, (visits) -> visits.collected() == 2);
		assertThat(report(VISIT).endedButLive()).isZero();
	}

	@Test
	void theBeanOfASessionIsCollectedAfterIt() {
		assertThat(visit("/basket")).isEqualTo("items: 1");
		assertThat(visit("/basket")).isEqualTo("items: 2");
		GarbageCollector.run();
		BeansDescriptor during = report(BASKET);
		assertThat(during.live()).isOne();
		assertThat(during.registered()).isOne();
		assertThat(during.destroyed()).isZero();
		assertThat(during.endedButLive()).isZero();
		visit("/leave");
		await("the basket is gone with its session", BASKET, (baskets) -> baskets.collected() == 1);
		assertThat(report(BASKET)).isEqualTo(new BeansDescriptor(0, 1, 1, 1, null, 0, null));
	}

	@Test
	void aBeanThatIsHeldAfterItsSessionIsTold() {
		visit("/basket/leak");
		GarbageCollector.run();
		assertThat(report(BASKET).endedButLive()).isZero();
		visit("/leave");
		await("the basket is told to be held", BASKET, (baskets) -> baskets.endedButLive() == 1);
		assertThat(report(BASKET).live()).isOne();
		assertThat(this.leaks).hasSize(1);
	}

	@Test
	void theReportIsNumbersOnly() {
		visit("/basket");
		assertThat(this.application.get("weakrefs").body()).contains("\"beans\":{\"" + BASKET
				+ "\":{\"live\":1,\"registered\":1,\"destroyed\":0,\"collected\":0,\"oldestSeconds\":");
		assertThat(this.application.get("weakrefs/beans/" + BASKET.replace(" ", "%20").replace("$", "%24")).body())
			.startsWith("{\"live\":1,");
		assertThat(this.application.get("prometheus").body()).contains(
				"weakref_live_objects{kind=\"bean\",name=\"" + BASKET + "\"} 1.0",
				"weakref_ended_but_live_objects{kind=\"bean\",name=\"" + BASKET + "\"} 0.0");
	}

	private void await(String what, String name, Predicate<BeansDescriptor> condition) {
		GarbageCollector.awaitUntil(what, () -> condition.test(report(name)));
	}

	private BeansDescriptor report(String name) {
		String report = this.application.get("weakrefs").body();
		JsonMapper mapper = JsonMapper.shared();
		return mapper.treeToValue(mapper.readTree(report).get("beans").get(name), BeansDescriptor.class);
	}

	private String visit(String path) {
		String port = this.application.context().getEnvironment().getRequiredProperty("local.server.port");
		try {
			return this.browser
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
						HttpResponse.BodyHandlers.ofString())
				.body();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ ShopController.class, Visit.class, Basket.class })
	static class Shop {

	}

	@RestController
	static class ShopController {

		private final List<Object> leaks = new CopyOnWriteArrayList<>();

		private final Visit visit;

		private final Basket basket;

		ShopController(Visit visit, Basket basket) {
			this.visit = visit;
			this.basket = basket;
		}

		@GetMapping("/visit")
		String visit() {
			return "pages: " + this.visit.next();
		}

		@GetMapping("/visit/leak")
		String leakVisit() {
			this.leaks.add(this.visit.self());
			return "leaked";
		}

		@GetMapping("/basket")
		String basket() {
			return "items: " + this.basket.next();
		}

		@GetMapping("/basket/leak")
		String leakBasket() {
			this.leaks.add(this.basket.self());
			return "leaked";
		}

		@GetMapping("/leave")
		String leave(HttpSession session) {
			session.invalidate();
			return "bye";
		}

	}

	@RequestScope
	static class Visit extends Counter {

	}

	@SessionScope
	@Tracked
	static class Basket extends Counter {

	}

	static class Counter {

		private int count;

		int next() {
			return ++this.count;
		}

		/** In an array, which a proxy does not replace by itself. */
		Object[] self() {
			return new Object[] { this };
		}

	}

}
