package dev.weakref.spring.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.weakref.signal.Signal;
import dev.weakref.spring.signal.ShopApplication.Clerk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a {@link WeakReceiver} method receives and answers.
 */
class WeakReceiverTests {

	@Test
	void aMethodMayReceiveSeveralSignalsAndTheSender() {
		ShopApplication.runner().withBean(Auditor.class).run((context) -> {
			ShopApplication.orders(context).send("Ann", "tea");
			ShopApplication.signal(context, "refunds").send("Bob", "milk");
			assertThat(context.getBean(Auditor.class).notes).containsExactly("Ann: tea", "Bob: milk");
		});
	}

	@Test
	void aMethodMayReceiveFromOneSenderOnly() {
		ShopApplication.runner().withBean(TeaClerk.class).run((context) -> {
			ShopApplication.orders(context).send(String.class, "other");
			ShopApplication.orders(context).send(TeaClerk.class, "tea");
			assertThat(context.getBean(TeaClerk.class).orders).containsExactly("tea");
		});
	}

	@Test
	void theResultOfAMethodIsItsAnswerAndAStageIsWaitedFor() {
		ShopApplication.runner()
			.withBean(Counter.class)
			.run((context) -> assertThat(ShopApplication.orders(context).send(null, "tea"))
				.extracting(Signal.Result::value)
				.containsExactly(3));
	}

	@Test
	void anExceptionOfAMethodReachesTheSenderAsItIs() {
		ShopApplication.runner()
			.withBean(Refuser.class)
			.run((context) -> assertThat(ShopApplication.orders(context).prepare().robust().send("tea"))
				.extracting(Signal.Result::failure)
				.containsExactly(Refuser.REFUSAL));
	}

	@Test
	void anEventOfAnotherTypeIsToldApartFromAFaultOfTheMethod() {
		ShopApplication.runner()
			.withBean(Clerk.class)
			.run((context) -> assertThat(ShopApplication.signal(context, "orders").prepare().robust().send(42))
				.extracting((result) -> String.valueOf(result.failure()))
				.containsExactly("java.lang.IllegalArgumentException: The receiver " + Clerk.class.getName()
						+ ".take(java.lang.String) takes a java.lang.String but the signal sent java.lang.Integer"));
	}

	static class Auditor {

		final List<String> notes = new ArrayList<>();

		@WeakReceiver(signal = { "orders", "refunds" })
		void note(@Nullable Object sender, String order) {
			this.notes.add(sender + ": " + order);
		}

	}

	static class TeaClerk {

		final List<String> orders = new ArrayList<>();

		@WeakReceiver(signal = "orders", sender = TeaClerk.class)
		void take(String order) {
			this.orders.add(order);
		}

	}

	static class Counter {

		@WeakReceiver("orders")
		CompletionStage<Integer> count(String order) {
			return CompletableFuture.supplyAsync(order::length);
		}

	}

	static class Refuser {

		static final RuntimeException REFUSAL = new IllegalStateException("sold out");

		@WeakReceiver("orders")
		void refuse() {
			throw REFUSAL;
		}

	}

}
