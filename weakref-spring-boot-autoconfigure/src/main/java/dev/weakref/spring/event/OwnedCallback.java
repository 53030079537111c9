package dev.weakref.spring.event;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * A user's callback with its conditions.
 */
final class OwnedCallback implements ListenerAction<TypedEvent> {

	private final List<Predicate<TypedEvent>> conditions;

	private final BiConsumer<Object, Object> callback;

	@SuppressWarnings("unchecked")
	OwnedCallback(List<Predicate<TypedEvent>> conditions, BiConsumer<?, ?> callback) {
		this.conditions = conditions;
		this.callback = (BiConsumer<Object, Object>) callback;
	}

	@Override
	public boolean accepts(TypedEvent event) {
		for (Predicate<TypedEvent> condition : this.conditions) {
			if (!condition.test(event)) {
				return false;
			}
		}
		return true;
	}

	@Override
	public void call(Object owner, TypedEvent event) {
		this.callback.accept(owner, event.argument());
	}

}
