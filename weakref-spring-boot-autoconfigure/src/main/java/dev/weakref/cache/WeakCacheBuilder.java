package dev.weakref.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import dev.weakref.Internal;
import dev.weakref.WeakRefConfigurationException;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;
import dev.weakref.singleflight.WaitGraph;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link WeakCache}. The defaults are weak values, keys by equality, no strong
 * tier, and no expiry. Not safe for use by several threads.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class WeakCacheBuilder<K, V> {

	final String name;

	final Reaper reaper;

	final List<WeakCacheListener<? super K>> listeners = new ArrayList<>();

	/** Shared by caches whose loads may wait for each other. */
	WaitGraph waits = new WaitGraph();

	References references = References.WEAK_VALUES;

	KeyEquality keyEquality = KeyEquality.EQUALS;

	@Nullable Class<?> keyType;

	@Nullable Class<?> valueType;

	@Nullable RetainSpec retention;

	@Nullable Duration expireAfterWrite;

	boolean statistics = true;

	@Nullable Backing<K, V> backing;

	@Nullable BackingSpec backingSpec;

	@Nullable LoadObserver loadObserver;

	/** {@link System#nanoTime()} unless set. */
	@Nullable LongSupplier ticker;

	WeakCacheBuilder(String name, Reaper reaper) {
		this.name = MutableDirectory.requireName(name);
		this.reaper = Objects.requireNonNull(reaper, "'reaper' must not be null");
	}

	/**
	 * Returns the name of the cache.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Sets which side of an entry is weak.
	 * @param references the mode
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> references(References references) {
		this.references = Objects.requireNonNull(references, "'references' must not be null");
		return this;
	}

	/**
	 * Sets the rule by which keys are compared.
	 * @param keyEquality the rule
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> keyEquality(KeyEquality keyEquality) {
		this.keyEquality = Objects.requireNonNull(keyEquality, "'keyEquality' must not be null");
		return this;
	}

	/**
	 * Sets the type of keys, so that {@link #build} rejects a mode that cannot work with
	 * it: weak keys that are primitives, boxed or not, or enum constants, whose entries
	 * stay for ever or are removed at once, and keys by identity that are strings or
	 * boxed primitives.
	 * @param keyType the type
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> keyType(Class<?> keyType) {
		this.keyType = Objects.requireNonNull(keyType, "'keyType' must not be null");
		return this;
	}

	/**
	 * Sets the type of values, so that no placeholder is stored for {@code null}, and
	 * {@link #build} rejects a mode that cannot work with the type: weak or soft values
	 * that are primitives, boxed or not, enum constants or classes.
	 * @param valueType the type
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> valueType(Class<?> valueType) {
		this.valueType = Objects.requireNonNull(valueType, "'valueType' must not be null");
		return this;
	}

	/**
	 * Adds a strong tier, which needs Caffeine on the class path. Replaces the limits of
	 * an earlier call.
	 *
	 * <pre>{@code
	 * builder.retain((tier) -> tier.maximumSize(50).expireAfterAccess(Duration.ofMinutes(5)));
	 * }</pre>
	 * @param retain sets its limits, or {@code null} for no strong tier
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> retain(@Nullable Consumer<? super RetainSpec> retain) {
		this.retention = null;
		if (retain != null) {
			RetainSpec retention = new RetainSpec();
			retain.accept(retention);
			this.retention = retention;
		}
		return this;
	}

	/**
	 * Sets the time after which an entry expires, counted from the storing of its value.
	 * @param expireAfterWrite how long an entry is live, or {@code null} for no limit
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> expireAfterWrite(@Nullable Duration expireAfterWrite) {
		this.expireAfterWrite = expireAfterWrite;
		return this;
	}

	/**
	 * Puts the cache in front of an engine: it reads absent values from there before it
	 * loads them, and writes values there. Replaces the engine of an earlier call. Needs
	 * weak values and keys by equality.
	 * @param backing the engine, or {@code null} for none
	 * @param spec sets how far local values are trusted
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> backing(@Nullable Backing<K, V> backing, Consumer<? super BackingSpec> spec) {
		Objects.requireNonNull(spec, "'spec' must not be null");
		this.backing = backing;
		this.backingSpec = null;
		if (backing != null) {
			this.backingSpec = new BackingSpec(this.name);
			spec.accept(this.backingSpec);
		}
		return this;
	}

	/**
	 * Sets whether the cache counts look-ups, stored values and loads, which takes a part
	 * of the time of a hit. It always counts collected and expired entries, and reloads.
	 * @param statistics whether it counts; {@code true} by default
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> statistics(boolean statistics) {
		this.statistics = statistics;
		return this;
	}

	/**
	 * Adds a listener to collected entries. The cache holds it strongly.
	 * @param listener the listener
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> listener(WeakCacheListener<? super K> listener) {
		this.listeners.add(Objects.requireNonNull(listener, "'listener' must not be null"));
		return this;
	}

	/**
	 * Sets an observer of the loads. Replaces the observer of an earlier call.
	 * @param observer the observer, which is held strongly
	 * @return this builder
	 * @hidden
	 */
	@Internal
	public WeakCacheBuilder<K, V> loadObserver(LoadObserver observer) {
		this.loadObserver = Objects.requireNonNull(observer, "'observer' must not be null");
		return this;
	}

	/**
	 * Sets a clock other than {@link System#nanoTime()}, for tests.
	 * @param ticker a clock in nanoseconds
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> ticker(LongSupplier ticker) {
		this.ticker = Objects.requireNonNull(ticker, "'ticker' must not be null");
		return this;
	}

	/**
	 * Creates the cache.
	 * @return an empty cache
	 * @throws WeakRefConfigurationException if the configuration cannot work
	 */
	public WeakCache<K, V> build() {
		CacheRules.check(this);
		return (this.backing != null) ? new BackedCache<>(this) : new IndexedCache<>(this);
	}

}
