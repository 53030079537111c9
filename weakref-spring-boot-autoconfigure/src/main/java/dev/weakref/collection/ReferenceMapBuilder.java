package dev.weakref.collection;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

import dev.weakref.Internal;
import dev.weakref.reaper.Reaper;
import dev.weakref.singleflight.WaitGraph;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ReferenceMap}.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @hidden
 */
@Internal
public final class ReferenceMapBuilder<K, V> {

	final References references;

	final KeyEquality keyEquality;

	@Nullable Reaper reaper;

	@Nullable CollectedListener<? super K> listener;

	@Nullable Retainer retainer;

	WaitGraph waits = new WaitGraph();

	boolean stamped;

	private @Nullable Duration timeToLive;

	private LongSupplier ticker = System::nanoTime;

	ReferenceMapBuilder(References references, KeyEquality keyEquality) {
		this.references = Objects.requireNonNull(references, "'references' must not be null");
		this.keyEquality = Objects.requireNonNull(keyEquality, "'keyEquality' must not be null");
	}

	/**
	 * Sets the reaper that drains the map. Without one, writing operations and
	 * {@link ReferenceMap#cleanUp()} remove dead entries; so do look-ups that miss, sizes
	 * and iterators, unless there is a listener.
	 * @param reaper the reaper
	 * @return this builder
	 */
	public ReferenceMapBuilder<K, V> reaper(Reaper reaper) {
		this.reaper = Objects.requireNonNull(reaper, "'reaper' must not be null");
		return this;
	}

	/**
	 * Sets a listener to entries that were collected or have expired. The map holds it
	 * strongly.
	 * @param listener the listener
	 * @return this builder
	 */
	public ReferenceMapBuilder<K, V> onCollected(CollectedListener<? super K> listener) {
		this.listener = Objects.requireNonNull(listener, "'listener' must not be null");
		return this;
	}

	/**
	 * Sets a policy that holds some entries strongly.
	 * @param retainer the policy, of this map alone, or {@code null} for none
	 * @return this builder
	 * @hidden
	 */
	@Internal
	public ReferenceMapBuilder<K, V> retainer(@Nullable Retainer retainer) {
		this.retainer = retainer;
		return this;
	}

	/**
	 * Sets the graph in which cycles of waiting computations are found.
	 * @param waits the graph, which other maps may share
	 * @return this builder
	 * @hidden
	 */
	@Internal
	public ReferenceMapBuilder<K, V> waits(WaitGraph waits) {
		this.waits = Objects.requireNonNull(waits, "'waits' must not be null");
		return this;
	}

	/**
	 * Gives each value a stamp, for {@link StampedEntries}. Only for weak values and keys
	 * by equality.
	 * @return this builder
	 * @hidden
	 */
	@Internal
	public ReferenceMapBuilder<K, V> stamped() {
		this.stamped = true;
		return this;
	}

	/**
	 * Sets the time after which an entry expires, counted from the writing of its value.
	 * @param timeToLive how long an entry is live
	 * @return this builder
	 * @throws IllegalArgumentException if the time is not positive
	 */
	public ReferenceMapBuilder<K, V> expireAfterWrite(Duration timeToLive) {
		Objects.requireNonNull(timeToLive, "'timeToLive' must not be null");
		if (timeToLive.isNegative() || timeToLive.isZero()) {
			throw new IllegalArgumentException("'timeToLive' must be positive, but is " + timeToLive);
		}
		this.timeToLive = timeToLive;
		return this;
	}

	/**
	 * Sets a clock other than {@link System#nanoTime()}.
	 * @param ticker a clock in nanoseconds
	 * @return this builder
	 */
	public ReferenceMapBuilder<K, V> ticker(LongSupplier ticker) {
		this.ticker = Objects.requireNonNull(ticker, "'ticker' must not be null");
		return this;
	}

	/**
	 * Creates the map.
	 * @return an empty map
	 */
	public ReferenceMap<K, V> build() {
		return new ReferenceMap<>(this);
	}

	/**
	 * Creates the table of a map.
	 */
	ReferenceTable<K, V> table() {
		if (this.stamped) {
			return new StampedTable<>(this);
		}
		boolean equals = (this.keyEquality == KeyEquality.EQUALS);
		return switch (this.references) {
			case WEAK_KEYS, WEAK_KEYS_AND_VALUES ->
				(equals) ? new EqualWeakKeyTable<>(this) : new IdentityWeakKeyTable<>(this);
			case WEAK_VALUES -> (equals) ? new EqualKeyWeakValueTable<>(this) : new IdentityKeyWeakValueTable<>(this);
			case SOFT_VALUES -> new SoftValueTable<>(this);
		};
	}

	/**
	 * Returns the same options without listener and policy, for copies.
	 */
	ReferenceMapBuilder<K, V> unattached() {
		ReferenceMapBuilder<K, V> options = new ReferenceMapBuilder<>(this.references, this.keyEquality);
		options.reaper = this.reaper;
		options.timeToLive = this.timeToLive;
		options.ticker = this.ticker;
		return options;
	}

	@Nullable Freshness freshness() {
		return (this.timeToLive != null) ? new Freshness(this.timeToLive, this.ticker) : null;
	}

}
