package dev.weakref.examples;

import dev.weakref.registry.WeakRegistry;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A class that knows its living instances, those of subclasses too.
 */
class TrackedInstancesTests extends Examples {

	@Test
	void aClassKnowsItsLivingInstances() {
		Basket first = new Basket(this.registry);
		Basket second = new GiftBasket(this.registry);
		forgottenBasket();
		GarbageCollector.awaitUntil("the third one is gone", () -> Basket.open(this.registry) == 2);
		assertThat(this.registry.stream(Basket.class)).containsExactlyInAnyOrder(first, second);
	}

	private void forgottenBasket() {
		assertThat(new Basket(this.registry)).isNotNull();
	}

	// tag::basket[]
	static class Basket {

		Basket(WeakRegistry registry) {
			registry.register(Basket.class, this);
		}

		static long open(WeakRegistry registry) {
			return registry.count(Basket.class);
		}

	}
	// end::basket[]

	private static class GiftBasket extends Basket {

		GiftBasket(WeakRegistry registry) {
			super(registry);
		}

	}

}
