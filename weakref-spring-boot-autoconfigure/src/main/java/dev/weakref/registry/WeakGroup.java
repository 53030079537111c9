package dev.weakref.registry;

import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.weakref.Kind;
import dev.weakref.collection.CollectedListener;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.OwnProxies;
import dev.weakref.suitability.Suitability;
import org.jspecify.annotations.Nullable;

/**
 * The registered objects of one type or of one named group, none of which is kept alive
 * by being registered.
 * <p>
 * Objects are told apart by identity: equal ones are members of their own, and one that
 * is registered again is still one member. A member is gone from every answer as soon as
 * the collector has cleared it. A weak proxy stands for the object behind it.
 * <p>
 * Iterators and streams are weakly consistent: they show each object that was a member
 * throughout exactly once, in no particular order, hold the next one strongly, and never
 * throw because of a collection or of concurrent changes.
 * <p>
 * Registering, deregistering and asking for one object are expected O(1) and may be done
 * by any number of threads; nothing here waits for a lock while user code runs. What one
 * thread has registered, others see from then on.
 *
 * @param <T> the type of objects
 */
public final class WeakGroup<T> implements Iterable<T>, ManagedGroup {

	private final String name;

	final ReferenceMap<T, Boolean> members;

	private final LongAdder registered = new LongAdder();

	private final Observers observers;

	private final CallbackSource source;

	private final Suitability suitability;

	WeakGroup(String name, Reaper reaper, Observers observers) {
		this.name = name;
		this.observers = observers;
		this.source = CallbackSource.of(Kind.REGISTRY, name);
		this.suitability = reaper.suitability();
		this.members = ReferenceMap.<T, Boolean>builder(References.WEAK_KEYS, KeyEquality.IDENTITY)
			.reaper(reaper)
			.onCollected(new Collected<>(name, observers, this.source))
			.build();
	}

	/**
	 * Make an object a member for as long as it lives. It costs about 50 bytes.
	 * @param object the object
	 * @return whether it was not a member before
	 */
	public boolean register(T object) {
		T referent = OwnProxies.referent(Objects.requireNonNull(object, "'object' must not be null"));
		if (this.members.putIfAbsent(referent, Boolean.TRUE) != null) {
			return false;
		}
		this.suitability.mention(referent);
		this.registered.increment();
		this.observers.registered(this.name, this.source, referent);
		return true;
	}

	/**
	 * End an object's membership while it lives. It does not count as collected.
	 * @param object the object
	 * @return whether it was a member
	 */
	public boolean deregister(T object) {
		return this.members
			.remove(OwnProxies.referent(Objects.requireNonNull(object, "'object' must not be null"))) != null;
	}

	/**
	 * Whether an object is a member.
	 * @param object the object
	 * @return whether it is
	 */
	public boolean contains(Object object) {
		return this.members
			.containsKey(OwnProxies.referent(Objects.requireNonNull(object, "'object' must not be null")));
	}

	/**
	 * Whether there is no live member.
	 * @return whether there is none
	 */
	public boolean isEmpty() {
		return this.members.isEmpty();
	}

	/**
	 * The members, each held strongly only while it is looked at.
	 */
	@Override
	public Iterator<T> iterator() {
		return this.members.keySet().iterator();
	}

	/**
	 * The members as a stream.
	 * @return a sequential stream, which is to be used at once
	 */
	public Stream<T> stream() {
		return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(),
				Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.CONCURRENT), false);
	}

	/**
	 * End all memberships. O(capacity).
	 */
	public void clear() {
		this.members.clear();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long liveCount() {
		return this.members.liveCount();
	}

	@Override
	public long estimatedSize() {
		return this.members.estimatedSize();
	}

	@Override
	public long registered() {
		return this.registered.sum();
	}

	@Override
	public long collectedCount() {
		return this.members.collectedCount();
	}

	/**
	 * Name and numbers; nothing of the members.
	 */
	@Override
	public String toString() {
		return "WeakGroup[" + this.name + ", estimatedSize=" + estimatedSize() + "]";
	}

	/**
	 * Passes a collection on to the observers.
	 */
	private static final class Collected<T> implements CollectedListener<T> {

		private final String name;

		private final Observers observers;

		private final CallbackSource source;

		Collected(String name, Observers observers, CallbackSource source) {
			this.name = name;
			this.observers = observers;
			this.source = source;
		}

		@Override
		public void collected(@Nullable T key) {
			this.observers.collected(this.name, this.source);
		}

	}

}
