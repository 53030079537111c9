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
 * One kind of companion: at most one for each object, whether it is a proxy, an add-on or
 * a note, told apart by the object's identity, and gone with the object. A weak proxy
 * stands for the object behind it.
 * <p>
 * The factory of a companion runs on the thread that asks first, once for each object;
 * threads that ask for the same object meanwhile wait, others do not. If it throws, the
 * exception reaches the caller, nothing is kept, and the next one who asks tries again.
 * No lock is held while it runs; if it asks for the companion of its own object it gets a
 * {@link dev.weakref.singleflight.RecursiveComputationException}. Asking again is O(1),
 * takes no lock and allocates nothing.
 * <p>
 * <strong>A companion must not hold its object.</strong> It is held for as long as the
 * object lives, so one that strongly reaches the object keeps both for ever. Where it has
 * to refer back, let {@link #withLink} give it a {@link WeakLink}:
 *
 * <pre>{@code
 * Companions<Order, AuditTrail> trails = registry.companions("trails");
 * trails.of(order, (o) -> new AuditTrail());                 // knows nothing of the order
 * trails.withLink(order, (link) -> new AuditTrail(link));    // refers back weakly
 * trails.of(order, (o) -> new AuditTrail(o));                // refused: holds the order
 * }</pre>
 *
 * A companion that is the object, or that has it in a field, in a captured variable or in
 * the handler of a JDK proxy, is refused with a {@link CapturedReferentException}; longer
 * ways, and those through collections of the JDK, are not found. Alternatively, the
 * companions of {@link WeakRegistry#weakCompanions} may hold their objects: they are not
 * kept for the object's sake but only as long as somebody uses them.
 *
 * @param <T> the type of objects
 * @param <C> the type of companions
 */
public final class Companions<T, C> implements ManagedGroup {

	private final String name;

	final ReferenceMap<T, C> companions;

	private final boolean weak;

	private final Suitability suitability;

	private final LongAdder created = new LongAdder();

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
	 * The companion of an object, made now if it has none.
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
	 * The companion of an object, made now if it has none, where the companion is to
	 * refer back to the object.
	 * @param object the object
	 * @param factory makes a companion that may keep the link it is given
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
	 * The companion an object has.
	 * @param object the object
	 * @return the companion, or {@code null} if it has none
	 */
	public @Nullable C find(T object) {
		Objects.requireNonNull(object, "'object' must not be null");
		return this.companions.get(OwnProxies.referent(object));
	}

	/**
	 * Take an object's companion away.
	 * @param object the object
	 * @return the companion it had, or {@code null} if it had none
	 */
	public @Nullable C remove(T object) {
		Objects.requireNonNull(object, "'object' must not be null");
		return this.companions.remove(OwnProxies.referent(object));
	}

	/**
	 * Take all companions away. O(capacity).
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
	 * How many companions have been made. O(1).
	 */
	@Override
	public long registered() {
		return this.created.sum();
	}

	@Override
	public long collectedCount() {
		return this.companions.collectedCount();
	}

	/**
	 * Name and numbers; nothing of objects or companions.
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
		this.created.increment();
		return companion;
	}

}
