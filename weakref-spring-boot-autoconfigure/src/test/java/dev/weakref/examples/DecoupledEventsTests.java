package dev.weakref.examples;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.reaper.Reaper;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Django's signals: sender and receivers know the signal but not each other, and are not
 * kept alive by it.
 */
class DecoupledEventsTests {

	private final Reaper reaper = Reaper.start();

	private final Signal<Shop, String> ordered = new Signals(this.reaper).create("ordered");

	private final List<String> stock = new ArrayList<>();

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void receiversHearWithoutBeingKnownToTheSender() {
		Mailer mailer = new Mailer();
		this.ordered.connect(mailer, Mailer::orderPlaced);
		this.ordered.connectStrong((order) -> this.stock.remove(order));
		this.stock.add("lamp");
		new Shop(this.ordered).sell("lamp");
		assertThat(mailer.sent).containsExactly("lamp");
		assertThat(this.stock).isEmpty();
	}

	@Test
	void aReceiverThatNobodyElseHoldsIsForgotten() {
		Mailer held = new Mailer();
		this.ordered.connect(held, Mailer::orderPlaced);
		connectForgottenMailer();
		GarbageCollector.awaitUntil("one mailer is forgotten", () -> this.ordered.receiverCount() == 1);
		new Shop(this.ordered).sell("lamp");
		assertThat(held.sent).containsExactly("lamp");
	}

	@Test
	void aSenderIsNotKeptByThoseWhoListenToIt() {
		Mailer mailer = new Mailer();
		Shop shop = new Shop(this.ordered);
		this.ordered.from(shop).connect(mailer, Mailer::orderPlaced);
		sellInForgottenShop(mailer);
		assertThat(mailer.sent).containsExactly("chair");
		GarbageCollector.awaitUntil("the other shop is forgotten", () -> this.ordered.receiverCount() == 1);
		shop.sell("lamp");
		new Shop(this.ordered).sell("table");
		assertThat(mailer.sent).containsExactly("chair", "lamp");
	}

	private void connectForgottenMailer() {
		this.ordered.connect(new Mailer(), Mailer::orderPlaced);
	}

	private void sellInForgottenShop(Mailer mailer) {
		Shop shop = new Shop(this.ordered);
		this.ordered.from(shop).connect(mailer, Mailer::orderPlaced);
		shop.sell("chair");
	}

	private static final class Shop {

		private final Signal<Shop, String> ordered;

		Shop(Signal<Shop, String> ordered) {
			this.ordered = ordered;
		}

		void sell(String order) {
			this.ordered.send(this, order);
		}

	}

	private static final class Mailer {

		final List<String> sent = new ArrayList<>();

		void orderPlaced(String order) {
			this.sent.add(order);
		}

	}

}
