package dev.weakref.registry;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.WeakLink;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.OwnProxies;
import dev.weakref.suitability.Suitability;
import org.jspecify.annotations.Nullable;

/**
 * Companions of one kind, such as an add-on or a note. Each object has at most one, which
 * lives as long as the object. Objects are compared by identity, and a weak proxy stands
 * for the object behind it.
 * <p>
 * The factory of a companion runs once for each object, on the first thread that asks.
 * Threads that ask for the same object meanwhile wait; others do not. If the factory
 * throws an exception, the exception reaches the caller, the object gets no companion,
 * and the next call runs a factory again. A factory that returns {@code null} causes a
 * {@link NullPointerException}. No lock is held while a factory runs. A factory that asks
 * for the companion of its own object gets a
 * {@link dev.weakref.singleflight.RecursiveComputationException}. Finding an existing
 * companion is O(1), takes no lock and allocates nothing.
 * <p>
 * <strong>A companion must not hold its object.</strong> It is held for as long as the
 * object lives, so a companion that strongly reaches its object keeps both for ever. If
 * it has to refer back, use {@link #withLink}, which gives it a {@link WeakLink}:
 *
 * <pre>{@code
 * Companions<Order, AuditTrail> trails = registry.companions("trails");
 * trails.of(order, (o) -> new AuditTrail());                 // knows nothing of the order
 * trails.withLink(order, (link) -> new AuditTrail(link));    // refers back weakly
 * trails.of(order, (o) -> new AuditTrail(o));                // refused: holds the order
 * }</pre>
 *
 * A companion that is the object, or that has it in a field, in a captured variable or in
 * the handler of a JDK proxy, is refused with a {@link CapturedReferentException}. Longer
 * paths, and those through collections of the JDK, are not found. The companions of
 * {@link WeakRegistry#weakCompanions} may hold their objects, as they are held weakly
 * themselves.
 *
 * @param <T> the type of objects
 * @param <C> the type of companions
 */
public final class Companions<T, C> implements ManagedGroup {

	private final String name;

	final ReferenceMap<T, C> companions;

	private final boolean weak;

	private final Suitability suitability;

	private final LongAdder registered = new LongAdder();

	Companions(String name, boolean weak, Reaper reaper) {
		this.name = name;
		this.weak = weak;
		this.suitability = reaper.suitability();
		this.companions = ReferenceMap
			.<T, C>builder((weak) ? References.WEAK_KEYS_AND_VALUES : References.WEAK_KEYS, KeyEquality.IDENTITY)
			.reaper(reaper)
			.build();
	}

	/**
	 * Returns the companion of an object, and creates it if the object has none.
	 * @param object the object
	 * @param factory makes a companion that does not hold the object
	 * @return the companion
	 * @throws CapturedReferentException if the companion is found to hold the object
	 */
	public C of(T object, Function<? super T, ? extends C> factory) {
		Objects.requireNonNull(object, "'object' must not be null");
		Objects.requireNonNull(factory, "'factory' must not be null");
		T referent = OwnProxies.referent(object);
		C companion = this.companions.get(referent);
		return (companion != null) ? companion : create(referent, factory);
	}

	/**
	 * Returns the companion of an object, and creates it if the object has none. The
	 * companion may refer back to the object.
	 * @param object the object
	 * @param factory makes a companion, which may keep the link that it is given
	 * @return the companion
	 * @throws CapturedReferentException if the companion is found to hold the object
	 */
	public C withLink(T object, Function<? super WeakLink<T>, ? extends C> factory) {
		Objects.requireNonNull(object, "'object' must not be null");
		Objects.requireNonNull(factory, "'factory' must not be null");
		T referent = OwnProxies.referent(object);
		C companion = this.companions.get(referent);
		return (companion != null) ? companion : create(referent, (key) -> factory.apply(WeakLink.to(key)));
	}

	/**
	 * Returns the companion that an object has.
	 * @param object the object
	 * @return the companion, or {@code null} if it has none
	 */
	public @Nullable C find(T object) {
		Objects.requireNonNull(object, "'object' must not be null");
		return this.companions.get(OwnProxies.referent(object));
	}

	/**
	 * Removes the companion of an object.
	 * @param object the object
	 * @return the companion it had, or {@code null} if it had none
	 */
	public @Nullable C remove(T object) {
		Objects.requireNonNull(object, "'object' must not be null");
		return this.companions.remove(OwnProxies.referent(object));
	}

	/**
	 * Removes all companions. O(capacity).
	 */
	public void clear() {
		this.companions.clear();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long liveCount() {
		return this.companions.liveCount();
	}

	@Override
	public long estimatedSize() {
		return this.companions.estimatedSize();
	}

	/**
	 * Returns how many companions have been created. O(1).
	 */
	@Override
	public long registered() {
		return this.registered.sum();
	}

	@Override
	public long collectedCount() {
		return this.companions.collectedCount();
	}

	/**
	 * Returns name and numbers, and nothing of objects or companions.
	 */
	@Override
	public String toString() {
		return "Companions[" + this.name + ", estimatedSize=" + estimatedSize() + "]";
	}

	boolean isWeak() {
		return this.weak;
	}

	private C create(T object, Function<? super T, ? extends C> factory) {
		C companion = this.companions.computeIfAbsent(object, (key) -> make(key, factory));
		return Objects.requireNonNull(companion);
	}

	private C make(T object, Function<? super T, ? extends C> factory) {
		C companion = factory.apply(object);
		Objects.requireNonNull(companion, () -> "The factory of '" + this.name + "' must not return null");
		if (!this.weak) {
			this.suitability.requireNotHeld(
					"The companion of type " + companion.getClass().getName() + " in '" + this.name + "'", companion,
					"its object", object, "Let it refer back through the WeakLink that 'withLink' gives its"
							+ " factory, or use 'weakCompanions'");
		}
		this.suitability.mention(object);
		this.registered.increment();
		return companion;
	}

}
