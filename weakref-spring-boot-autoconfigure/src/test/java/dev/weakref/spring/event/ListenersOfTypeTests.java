package dev.weakref.spring.event;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.ResolvableTypeProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares {@link ListenersOfType} with what Spring does for a method that has a
 * parameter of the type.
 */
class ListenersOfTypeTests {

	private static final Object SOURCE = new Object();

	@ParameterizedTest
	@MethodSource("pairs")
	void aTypeIsUnderstoodAsThatOfAnEventListenerMethod(Method method, ApplicationEvent event) {
		ResolvableType published = ResolvableType.forInstance(event);
		ListenersOfType type = new ListenersOfType(ResolvableType.forMethodParameter(method, 0), 0,
				new ListenerCounters("none"),
				new ListenerCalls(new SimpleApplicationEventMulticaster(), Runnable::run));
		List<Object> received = new ArrayList<>();
		ApplicationListenerMethodAdapter adapter = new ApplicationListenerMethodAdapter("bean", Methods.class, method) {

			@Override
			protected Object doInvoke(Object... arguments) {
				received.addAll(Arrays.asList(arguments));
				return null;
			}

		};
		assertThat(type.supportsEventType(published)).isEqualTo(adapter.supportsEventType(published));
		if (adapter.supportsEventType(published)) {
			adapter.onApplicationEvent(event);
			Object argument = type.argument(event);
			assertThat((argument != null) ? List.of(argument) : List.of()).isEqualTo(received);
		}
	}

	static Stream<Arguments> pairs() {
		List<ApplicationEvent> events = List.of(new ContextRefreshedEvent(new StaticApplicationContext()),
				payload("text"), payload(1), payload(new Box<>("erased")), payload(new TextBox("text")),
				payload(new SelfTypedBox<>("text")), payload(new SelfTypedBox<>(1)),
				payload(new Box<>("hinted"), ResolvableType.forClassWithGenerics(Box.class, String.class)),
				payload(new Box<>(1), ResolvableType.forClassWithGenerics(Box.class, Integer.class)),
				payload(1, ResolvableType.forClass(Number.class)), payload(List.of("a")),
				payload(List.of("a"), ResolvableType.forClassWithGenerics(List.class, String.class)),
				payload(new String[] { "a" }), payload(new int[] { 1 }), new GenericEvent<>("text"),
				new TextEvent("text"), new SelfTypedEvent<>("text"), new SelfTypedEvent<>(1));
		return Arrays.stream(Methods.class.getDeclaredMethods())
			.filter((method) -> method.getName().startsWith("on"))
			.flatMap((method) -> events.stream().map((event) -> Arguments.of(method, event)));
	}

	private static ApplicationEvent payload(Object payload) {
		return new PayloadApplicationEvent<>(SOURCE, payload);
	}

	private static ApplicationEvent payload(Object payload, ResolvableType type) {
		return new PayloadApplicationEvent<>(SOURCE, payload, type);
	}

	static class Box<T> {

		final T content;

		Box(T content) {
			this.content = content;
		}

	}

	static final class TextBox extends Box<String> {

		TextBox(String content) {
			super(content);
		}

	}

	static final class SelfTypedBox<T> extends Box<T> implements ResolvableTypeProvider {

		SelfTypedBox(T content) {
			super(content);
		}

		@Override
		public ResolvableType getResolvableType() {
			return ResolvableType.forClassWithGenerics(SelfTypedBox.class, this.content.getClass());
		}

	}

	static class GenericEvent<T> extends ApplicationEvent {

		private static final long serialVersionUID = 1L;

		final transient T content;

		GenericEvent(T content) {
			super(SOURCE);
			this.content = content;
		}

	}

	static final class TextEvent extends GenericEvent<String> {

		private static final long serialVersionUID = 1L;

		TextEvent(String content) {
			super(content);
		}

	}

	static final class SelfTypedEvent<T> extends GenericEvent<T> implements ResolvableTypeProvider {

		private static final long serialVersionUID = 1L;

		SelfTypedEvent(T content) {
			super(content);
		}

		@Override
		public ResolvableType getResolvableType() {
			return ResolvableType.forClassWithGenerics(SelfTypedEvent.class, this.content.getClass());
		}

	}

	@SuppressWarnings({ "rawtypes", "unused" })
	static final class Methods {

		void onObject(Object event) {
		}

		void onText(String event) {
		}

		void onCharSequence(CharSequence event) {
		}

		void onInteger(Integer event) {
		}

		void onNumber(Number event) {
		}

		void onRawBox(Box event) {
		}

		void onAnyBox(Box<?> event) {
		}

		void onTextBox(Box<String> event) {
		}

		void onCharSequenceBox(Box<? extends CharSequence> event) {
		}

		<T> void onVariableBox(Box<T> event) {
		}

		void onListOfText(List<String> event) {
		}

		void onTextArray(String[] event) {
		}

		void onIntArray(int[] event) {
		}

		void onEvent(ApplicationEvent event) {
		}

		void onRefreshed(ContextRefreshedEvent event) {
		}

		void onPayload(PayloadApplicationEvent<?> event) {
		}

		void onTextPayload(PayloadApplicationEvent<String> event) {
		}

		void onTextEvent(GenericEvent<String> event) {
		}

		void onRawEvent(GenericEvent event) {
		}

	}

}
