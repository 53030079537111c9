package dev.weakref.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.LastingObjectException;

/**
 * Creates weak references to objects and lists them.
 * <p>
 * A callback runs once, some time after the collector has cleared the references to the
 * object, on the callback executor; callbacks and finalizers of one object run newest
 * first, one after the other. The callback gets the ref, which is empty by then. An
 * exception of the callback is counted and logged, and reaches no caller. The callback
 * runs only if the ref is still held at that time; neither this instance nor the object
 * holds the ref. Use a {@link dev.weakref.finalizer finalizer} for an action that must
 * run even if no ref is held.
 * <p>
 * A callback must not reach the object, because the object would not be collected while
 * the ref is held. Pass {@code (ref) -> count.increment()} or a static method reference;
 * do not pass {@code this::gone} if {@code this} is the object. A callback that is seen
 * to hold the object is refused.
 *
 * <pre>{@code
 * WeakRef<Image> ref = refs.ref(image);
 * String size = ref.map(Image::size).orElse("gone");
 * }</pre>
 *
 * Objects must not be {@code null}.
 */
public final class WeakRefs {

	private final Referents referents;

	/**
	 * Creates an instance.
	 * @param referents the referents, which watch the objects
	 */
	public WeakRefs(Referents referents) {
		this.referents = referents;
	}

	/**
	 * Returns the ref without callback, which all users of an object share for as long as
	 * it is held. Expected O(1).
	 * @param object the object
	 * @param <T> the type of the object
	 * @return the shared ref
	 */
	@SuppressWarnings("unchecked")
	public <T> WeakRef<T> ref(T object) {
		Watcher first = this.referents.findWithoutLock(object);
		if (first instanceof SharedHandle shared && shared.handle() instanceof WeakRef<?> ref) {
			return (WeakRef<T>) ref;
		}
		this.referents.suitability().mention(object);
		WeakRef<T> ref = new WeakRef<>(this.referents, null);
		return (WeakRef<T>) this.referents.share(object, SharedHandle.REF, ref,
				new SharedHandle(this.referents, object, ref, SharedHandle.REF));
	}

	/**
	 * Creates a ref with a callback. Expected O(1).
	 * @param object the object
	 * @param callback the callback, which gets the ref after the object has been
	 * collected
	 * @param <T> the type of the object
	 * @return the ref, which the caller must hold for the callback to run
	 * @throws CapturedReferentException if the callback is seen to hold the object
	 * @throws LastingObjectException if the object is of a kind that is never collected
	 * @throws IllegalStateException if the reaper is closed
	 */
	public <T> WeakRef<T> ref(T object, Consumer<? super WeakRef<T>> callback) {
		Objects.requireNonNull(object, "'object' must not be null");
		Objects.requireNonNull(callback, "'callback' must not be null");
		this.referents.requireCallable(object, callback);
		return watch(object, new WeakRef<>(this.referents, new OnceCallback<WeakRef<T>>(callback)));
	}

	/**
	 * Creates a ref that carries data.
	 * @param object the object
	 * @param annotation the data, which must not reach the object
	 * @param <T> the type of the object
	 * @param <A> the type of the data
	 * @return the ref
	 */
	public <T, A> AnnotatedRef<T, A> annotated(T object, A annotation) {
		Objects.requireNonNull(object, "'object' must not be null");
		Objects.requireNonNull(annotation, "'annotation' must not be null");
		this.referents.suitability().mention(object);
		return watch(object, new AnnotatedRef<T, A>(this.referents, annotation, null));
	}

	/**
	 * Creates a ref that carries data and has a callback.
	 * @param object the object
	 * @param annotation the data, which must not reach the object
	 * @param callback the callback, which gets the ref, and so the data, after the object
	 * has been collected
	 * @param <T> the type of the object
	 * @param <A> the type of the data
	 * @return the ref, which the caller must hold for the callback to run
	 * @throws CapturedReferentException if the callback is seen to hold the object
	 * @throws LastingObjectException if the object is of a kind that is never collected
	 * @throws IllegalStateException if the reaper is closed
	 */
	public <T, A> AnnotatedRef<T, A> annotated(T object, A annotation, Consumer<? super AnnotatedRef<T, A>> callback) {
		Objects.requireNonNull(object, "'object' must not be null");
		Objects.requireNonNull(annotation, "'annotation' must not be null");
		Objects.requireNonNull(callback, "'callback' must not be null");
		this.referents.requireCallable(object, callback);
		return watch(object, new AnnotatedRef<T, A>(this.referents, annotation, new OnceCallback<>(callback)));
	}

	/**
	 * Counts the references to an object: refs, weak methods, proxies and finalizers made
	 * with the same {@link Referents}. Those made elsewhere, such as the nodes of weak
	 * collections, cannot be seen. Refs, weak methods and proxies, shared ones included,
	 * count as long as they are held, and until the collector has cleared them. A
	 * finalizer counts until it has been run, detached or given up. O(count).
	 * @param object the object
	 * @return the number
	 */
	public int count(Object object) {
		Counter counter = new Counter();
		this.referents.forEach(object, counter);
		return counter.count;
	}

	/**
	 * Returns the references to an object that {@link #count} counts: the shared ref, the
	 * shared proxies, then the others from the newest to the oldest. A snapshot, which
	 * holds the references but not the object. O(count).
	 * @param object the object
	 * @return {@link WeakRef}s, {@link WeakMethod}s, {@link WeakProxies proxies} and
	 * {@link dev.weakref.finalizer finalizers}
	 */
	public List<Object> refs(Object object) {
		List<Object> refs = new ArrayList<>();
		this.referents.forEach(object, (watcher) -> {
			Object handle = watcher.handle();
			if (handle != null) {
				refs.add(handle);
			}
		});
		return refs;
	}

	@SuppressWarnings("unchecked")
	private <R extends WeakRef<?>> R watch(Object object, R ref) {
		HandleWatcher<R> watcher = new HandleWatcher<>(this.referents, object, ref,
				(handle) -> (OnceCallback<R>) handle.once);
		this.referents.watch(object, watcher);
		ref.referent = watcher.referent;
		return ref;
	}

	/**
	 * Counts without asking for handles, which would make them strong.
	 */
	private static final class Counter implements Consumer<Watcher> {

		private int count;

		@Override
		public void accept(Watcher watcher) {
			if (watcher.isHeld()) {
				this.count++;
			}
		}

	}

}
