package dev.weakref.reference;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A ref that carries data of its creator and counts how often the object was fetched. It
 * is never shared.
 *
 * @param <T> the type of the object
 * @param <A> the type of the data
 */
public final class AnnotatedRef<T, A> extends WeakRef<T> {

	@SuppressWarnings("rawtypes")
	private static final AtomicLongFieldUpdater<AnnotatedRef> ACCESSES = AtomicLongFieldUpdater
		.newUpdater(AnnotatedRef.class, "accesses");

	private final A annotation;

	@SuppressWarnings("unused")
	private volatile long accesses;

	AnnotatedRef(Referents referents, A annotation, @Nullable OnceCallback<AnnotatedRef<T, A>> once) {
		super(referents, once);
		this.annotation = annotation;
	}

	/**
	 * Returns the data, which outlives the object and so must not refer to it.
	 * @return the data that was passed when the ref was created
	 */
	public A annotation() {
		return this.annotation;
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable Consumer<? super AnnotatedRef<T, A>> callback() {
		return (Consumer<? super AnnotatedRef<T, A>>) super.callback();
	}

	@Override
	public @Nullable T get() {
		T object = super.get();
		if (object != null) {
			ACCESSES.incrementAndGet(this);
		}
		return object;
	}

	/**
	 * Returns how often {@link #get()}, and the methods that use it, returned the object.
	 * Does not change any more after the collection.
	 * @return the number so far
	 */
	public long accessCount() {
		return ACCESSES.get(this);
	}

}
