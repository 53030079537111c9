package dev.weakref.registry;

import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.weakref.Kind;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.OwnProxies;
import dev.weakref.suitability.Suitability;

/**
 * The registered objects of one type or of one named group. Registration does not keep an
 * object alive.
 * <p>
 * Objects are compared by identity: equal objects are different members, and an object
 * that is registered again is still one member. No method returns a member that the
 * collector has cleared. A weak proxy stands for the object behind it.
 * <p>
 * Iterators and streams are weakly consistent. They return each object that was a member
 * throughout exactly once, in no particular order, hold the next one strongly, and never
 * throw because of a collection or a concurrent change.
 * <p>
 * Registering, deregistering and finding one object are expected O(1). Safe for use by
 * any number of threads; no lock is held while user code runs. Other threads see a
 * registration as soon as it returns.
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
		CallbackSource source = CallbackSource.of(Kind.REGISTRY, name);
		this.source = source;
		this.suitability = reaper.suitability();
		this.members = ReferenceMap.<T, Boolean>builder(References.WEAK_KEYS, KeyEquality.IDENTITY)
			.reaper(reaper)
			.onCollected((key) -> observers.collected(name, source))
			.build();
	}

	/**
	 * Registers an object for as long as it lives. Costs about 50 bytes.
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
	 * Ends the registration of an object. It does not count as collected.
	 * @param object the object
	 * @return whether it was a member
	 */
	public boolean deregister(T object) {
		return this.members
			.remove(OwnProxies.referent(Objects.requireNonNull(object, "'object' must not be null"))) != null;
	}

	/**
	 * Returns whether an object is a member.
	 * @param object the object
	 * @return whether it is
	 */
	public boolean contains(Object object) {
		return this.members
			.containsKey(OwnProxies.referent(Objects.requireNonNull(object, "'object' must not be null")));
	}

	/**
	 * Returns whether there is no live member.
	 * @return whether there is none
	 */
	public boolean isEmpty() {
		return this.members.isEmpty();
	}

	/**
	 * Returns the members. Each is held strongly only until the next one is asked for.
	 */
	@Override
	public Iterator<T> iterator() {
		return this.members.keySet().iterator();
	}

	/**
	 * Returns the members as a stream.
	 * @return a sequential stream, which is to be used at once
	 */
	public Stream<T> stream() {
		return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(),
				Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.CONCURRENT), false);
	}

	/**
	 * Ends all registrations. O(capacity).
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
	 * Returns name and numbers, and nothing of the members.
	 */
	@Override
	public String toString() {
		return "WeakGroup[" + this.name + ", estimatedSize=" + estimatedSize() + "]";
	}

}
