package dev.weakref.examples;

import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A class that knows its living instances, those of subclasses too.
 */
class TrackedInstancesTests {

	private final Reaper reaper = Reaper.start();

	private final WeakRegistry registry = new WeakRegistry(this.reaper);

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void aClassKnowsItsLivingInstances() {
		Basket first = new Basket(this.registry);
		Basket second = new GiftBasket(this.registry);
		forgottenBasket();
		GarbageCollector.awaitUntil("the third one is gone", () -> this.registry.count(Basket.class) == 2);
		assertThat(this.registry.stream(Basket.class)).containsExactlyInAnyOrder(first, second);
	}

	private void forgottenBasket() {
		assertThat(new Basket(this.registry)).isNotNull();
	}

	private static class Basket {

		Basket(WeakRegistry registry) {
			registry.register(Basket.class, this);
		}

	}

	private static class GiftBasket extends Basket {

		GiftBasket(WeakRegistry registry) {
			super(registry);
		}

	}

}
