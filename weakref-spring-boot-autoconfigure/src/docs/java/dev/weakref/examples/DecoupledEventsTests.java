package dev.weakref.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.weakref.signal.Signal;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sender and receivers know the signal but not each other, and are not kept alive by it.
 */
class DecoupledEventsTests extends Examples {

	private final Signal<Shop, String> ordered = this.signals.create("ordered");

	@Test
	void receiversHearWithoutBeingKnownToTheSender() {
		Mailer mailer = new Mailer();
		// tag::connect[]
		this.ordered.connect(mailer, Mailer::confirm); // until the mailer is collected
		this.ordered.connectStrong((order) -> this.events.add(order)); // until it is
																		// disconnected
		// end::connect[]
		new Shop(this.ordered).sell("lamp");
		assertThat(mailer.confirmed).containsExactly("lamp");
		assertThat(this.events).containsExactly("lamp");
	}

	@Test
	void aSendMayBeRobustOrAsynchronous() {
		Executor executor = Runnable::run;
		Shop shop = new Shop(this.ordered);
		this.ordered.connectStrong((order) -> {
			throw new IllegalStateException("out of stock");
		});
		this.ordered.from(shop).connectStrong((order) -> this.events.add(order));
		// tag::prepare[]
		List<Signal.Result> results = this.ordered.prepare().from(shop).robust().send("lamp");
		CompletableFuture<List<Signal.Result>> later = this.ordered.prepare()
			.from(shop)
			.robust()
			.sendAsync("chair", executor);
		// end::prepare[]
		assertThat(results).extracting((result) -> result.failure() != null).containsExactly(true, false);
		assertThat(later.join()).hasSize(2);
		assertThat(this.events).containsExactly("lamp", "chair");
	}

	@Test
	void aReceiverThatIsNotHeldElsewhereIsForgotten() {
		Mailer held = new Mailer();
		this.ordered.connect(held, Mailer::confirm);
		this.ordered.connect(new Mailer(), Mailer::confirm);
		GarbageCollector.awaitUntil("one mailer is forgotten", () -> this.ordered.receiverCount() == 1);
		new Shop(this.ordered).sell("lamp");
		assertThat(held.confirmed).containsExactly("lamp");
	}

	// tag::sender[]
	void follow(Mailer mailer, Shop shop) {
		this.ordered.from(shop).connect(mailer, Mailer::confirm);
	}
	// end::sender[]

	@Test
	void aSenderIsNotKeptByThoseWhoListenToIt() {
		Mailer mailer = new Mailer();
		Shop shop = new Shop(this.ordered);
		follow(mailer, shop);
		sellInForgottenShop(mailer);
		assertThat(mailer.confirmed).containsExactly("chair");
		GarbageCollector.awaitUntil("the other shop is forgotten", () -> this.ordered.receiverCount() == 1);
		shop.sell("lamp");
		new Shop(this.ordered).sell("table");
		assertThat(mailer.confirmed).containsExactly("chair", "lamp");
	}

	private void sellInForgottenShop(Mailer mailer) {
		Shop shop = new Shop(this.ordered);
		follow(mailer, shop);
		shop.sell("chair");
	}

	// tag::shop[]
	static final class Shop {

		private final Signal<Shop, String> ordered;

		Shop(Signal<Shop, String> ordered) {
			this.ordered = ordered;
		}

		void sell(String order) {
			this.ordered.send(this, order);
		}

	}
	// end::shop[]

	static final class Mailer {

		final List<String> confirmed = new ArrayList<>();

		void confirm(String order) {
			this.confirmed.add(order);
		}

	}

}
