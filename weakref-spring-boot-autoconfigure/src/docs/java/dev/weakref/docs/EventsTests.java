package dev.weakref.docs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.spring.event.WeakApplicationListeners;
import dev.weakref.spring.event.WeakEventListener;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Weak listeners of application events as the pages show them.
 */
class EventsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefListenersAutoConfiguration.class));

	@Test
	void anInstanceOfAPrototypeListens() {
		this.contextRunner.withUserConfiguration(PriceTag.class).run((context) -> {
			PriceTag tag = context.getBean(PriceTag.class);
			context.publishEvent(new PriceChanged("tea", new BigDecimal("3.50")));
			assertThat(tag.text).isEqualTo("3.50");
		});
	}

	@Test
	void anyObjectListens() {
		this.contextRunner.run((context) -> {
			WeakApplicationListeners listeners = context.getBean(WeakApplicationListeners.class);
			Window window = new Window();
			// tag::on[]
			listeners.on(window, PriceChanged.class, (owner, event) -> owner.show(event.price()));

			listeners.to(PriceChanged.class)
				.order(10)
				.when((event) -> event.name().equals("tea"))
				.async()
				.on(window, (owner, event) -> owner.recalculate());
			// end::on[]
			context.publishEvent(new PriceChanged("milk", BigDecimal.ONE));
			assertThat(window.shown).containsExactly(BigDecimal.ONE);
		});
	}

	record PriceChanged(String name, BigDecimal price) {

	}

	// tag::annotation[]
	@Component
	@Scope("prototype")
	static class PriceTag {

		private String text = "?";

		@WeakEventListener(condition = "#event.name == 'tea'")
		@Order(10)
		void show(PriceChanged event) {
			this.text = event.price().toString();
		}

	}
	// end::annotation[]

	private static final class Window {

		private final List<BigDecimal> shown = new ArrayList<>();

		void show(BigDecimal price) {
			this.shown.add(price);
		}

		void recalculate() {
			this.shown.clear();
		}

	}

}
