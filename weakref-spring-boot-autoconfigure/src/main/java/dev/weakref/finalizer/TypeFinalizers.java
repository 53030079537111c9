package dev.weakref.finalizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers objects with all {@link TypeFinalizer}s of their type.
 */
public final class TypeFinalizers {

	private static final Logger logger = LoggerFactory.getLogger(TypeFinalizers.class);

	private final Finalizers finalizers;

	private final List<TypeFinalizer<?, ?>> typeFinalizers;

	/**
	 * Creates an instance.
	 * @param finalizers the finalizers, which run the actions
	 * @param typeFinalizers the type finalizers, which are applied in that order
	 */
	public TypeFinalizers(Finalizers finalizers, List<TypeFinalizer<?, ?>> typeFinalizers) {
		this.finalizers = finalizers;
		this.typeFinalizers = List.copyOf(typeFinalizers);
	}

	/**
	 * Returns whether there are no type finalizers.
	 * @return whether registering an object has no effect
	 */
	public boolean isEmpty() {
		return this.typeFinalizers.isEmpty();
	}

	/**
	 * Registers an object with each type finalizer whose type it has. After the close of
	 * the finalizers, logs a warning instead: objects can still be created while an
	 * application shuts down.
	 * @param object the object
	 * @return the finalizers, which need not be held
	 */
	public List<Finalizer<?>> register(Object object) {
		Object referent = OwnProxies.referent(Objects.requireNonNull(object, "'object' must not be null"));
		List<Finalizer<?>> registered = new ArrayList<>(0);
		for (TypeFinalizer<?, ?> typeFinalizer : this.typeFinalizers) {
			Finalizer<?> finalizer = register(referent, typeFinalizer);
			if (finalizer != null) {
				registered.add(finalizer);
			}
		}
		return registered;
	}

	private <T, S> @Nullable Finalizer<?> register(Object object, TypeFinalizer<T, S> typeFinalizer) {
		if (!typeFinalizer.type().isInstance(object)) {
			return null;
		}
		if (this.finalizers.isClosed()) {
			logger.warn("A {} was made after the close of the finalizers, so no type finalizer is applied to it",
					object.getClass().getName());
			return null;
		}
		S kept = typeFinalizer.capture(typeFinalizer.type().cast(object));
		return (kept != null) ? this.finalizers.register(object, kept, new Finish<>(typeFinalizer)) : null;
	}

	/**
	 * The action of a type finalizer.
	 */
	record Finish<S>(TypeFinalizer<?, S> typeFinalizer) implements Consumer<S> {

		@Override
		public void accept(S kept) {
			this.typeFinalizer.finish(kept);
		}

	}

}
