package dev.weakref.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;
import dev.weakref.singleflight.WaitGraph;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a {@link WeakCache}. What is not set is: weak values, keys by equality, no
 * strong tier, no expiry. Not for use by several threads.
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

	/** {@link System#nanoTime()} unless set. */
	@Nullable LongSupplier ticker;

	WeakCacheBuilder(String name, Reaper reaper) {
		this.name = MutableDirectory.requireName(name);
		this.reaper = Objects.requireNonNull(reaper, "'reaper' must not be null");
	}

	/**
	 * The name of the cache that is set up.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Choose which side of an entry is weak.
	 * @param references the mode
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> references(References references) {
		this.references = Objects.requireNonNull(references, "'references' must not be null");
		return this;
	}

	/**
	 * Choose when two keys are the same.
	 * @param keyEquality the rule
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> keyEquality(KeyEquality keyEquality) {
		this.keyEquality = Objects.requireNonNull(keyEquality, "'keyEquality' must not be null");
		return this;
	}

	/**
	 * Tell the type of keys, so that a mode that cannot work with it is refused: weak
	 * keys that are primitives, boxed or not, or enum constants, since those stay for
	 * ever or go at once, and keys by identity that are strings or boxed primitives.
	 * @param keyType the type
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> keyType(Class<?> keyType) {
		this.keyType = Objects.requireNonNull(keyType, "'keyType' must not be null");
		return this;
	}

	/**
	 * Tell the type of values, so that nothing of another type is stored in the place of
	 * {@code null}, and a mode that cannot work with it is refused: weak or soft values
	 * that are primitives, boxed or not, enum constants or classes.
	 * @param valueType the type
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> valueType(Class<?> valueType) {
		this.valueType = Objects.requireNonNull(valueType, "'valueType' must not be null");
		return this;
	}

	/**
	 * Give the cache a strong tier, which needs Caffeine on the class path. Replaces the
	 * limits of an earlier call.
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
	 * Treat an entry as absent when some time has passed since its value was stored.
	 * @param expireAfterWrite how long an entry is good for, or {@code null} for ever
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> expireAfterWrite(@Nullable Duration expireAfterWrite) {
		this.expireAfterWrite = expireAfterWrite;
		return this;
	}

	/**
	 * Choose whether the cache counts look-ups, stored values and loads, which takes a
	 * part of the time of a hit. It always counts what was collected and what expired.
	 * @param statistics whether it counts; it does unless this is set
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> statistics(boolean statistics) {
		this.statistics = statistics;
		return this;
	}

	/**
	 * Call a listener after each collection. The cache holds it strongly.
	 * @param listener the listener
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> listener(WeakCacheListener<? super K> listener) {
		this.listeners.add(Objects.requireNonNull(listener, "'listener' must not be null"));
		return this;
	}

	/**
	 * Measure time by another clock than {@link System#nanoTime()}, for tests.
	 * @param ticker a clock in nanoseconds
	 * @return this builder
	 */
	public WeakCacheBuilder<K, V> ticker(LongSupplier ticker) {
		this.ticker = Objects.requireNonNull(ticker, "'ticker' must not be null");
		return this;
	}

	/**
	 * Make the cache.
	 * @return an empty cache
	 * @throws CacheConfigurationException if it cannot work the way it was set up
	 */
	public WeakCache<K, V> build() {
		CacheRules.check(this);
		List<WeakCacheListener<? super K>> listeners = new CopyOnWriteArrayList<>(this.listeners);
		return new IndexedCache<>(new CacheState<>(this, listeners), listeners);
	}

}
