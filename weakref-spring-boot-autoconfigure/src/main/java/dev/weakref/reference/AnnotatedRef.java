package dev.weakref.reference;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A ref that carries data of its maker, and counts how often the object was fetched. It
 * is always a new one, never the shared ref.
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
	 * The data, which outlives the object and so must not refer to it.
	 * @return what the ref was made with
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
	 * How often the object was fetched, alive, by {@link #get()} and the methods that use
	 * it. Does not change any more after the object's death.
	 * @return the number so far
	 */
	public long accessCount() {
		return ACCESSES.get(this);
	}

}
