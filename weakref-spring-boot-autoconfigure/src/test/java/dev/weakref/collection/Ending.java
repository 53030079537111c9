package dev.weakref.collection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * How an entry can end by itself, in each mode.
 */
enum Ending {

	WEAK_VALUE(References.WEAK_VALUES, KeyEquality.EQUALS, Part.REFERENCE),

	WEAK_VALUE_BY_IDENTITY(References.WEAK_VALUES, KeyEquality.IDENTITY, Part.REFERENCE),

	WEAK_KEY(References.WEAK_KEYS, KeyEquality.EQUALS, Part.REFERENCE),

	WEAK_KEY_BY_IDENTITY(References.WEAK_KEYS, KeyEquality.IDENTITY, Part.REFERENCE),

	KEY_OF_BOTH(References.WEAK_KEYS_AND_VALUES, KeyEquality.EQUALS, Part.REFERENCE),

	VALUE_OF_BOTH(References.WEAK_KEYS_AND_VALUES, KeyEquality.EQUALS, Part.VALUE),

	KEY_OF_BOTH_BY_IDENTITY(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY, Part.REFERENCE),

	VALUE_OF_BOTH_BY_IDENTITY(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY, Part.VALUE),

	SOFT_VALUE(References.SOFT_VALUES, KeyEquality.EQUALS, Part.REFERENCE),

	SOFT_VALUE_BY_IDENTITY(References.SOFT_VALUES, KeyEquality.IDENTITY, Part.REFERENCE),

	EXPIRED_WEAK_VALUE(References.WEAK_VALUES, KeyEquality.EQUALS, Part.TIME),

	EXPIRED_WEAK_KEY(References.WEAK_KEYS, KeyEquality.EQUALS, Part.TIME),

	EXPIRED_BOTH(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY, Part.TIME),

	EXPIRED_SOFT_VALUE(References.SOFT_VALUES, KeyEquality.EQUALS, Part.TIME);

	private final References references;

	private final KeyEquality keyEquality;

	private final Part part;

	Ending(References references, KeyEquality keyEquality, Part part) {
		this.references = references;
		this.keyEquality = keyEquality;
		this.part = part;
	}

	boolean isExpiry() {
		return this.part == Part.TIME;
	}

	/** Whether the key is still there when the entry has ended. */
	boolean leavesKey() {
		return this.part != Part.REFERENCE || this.references == References.WEAK_VALUES
				|| this.references == References.SOFT_VALUES;
	}

	/** Whether the map refers to the value weakly. */
	boolean hasWeakValues() {
		return this.references != References.WEAK_KEYS;
	}

	Subject subject() {
		return subject(null);
	}

	Subject subject(@Nullable CollectedListener<Object> listener) {
		return new Subject(this, listener);
	}

	private enum Part {

		REFERENCE, VALUE, TIME

	}

	/**
	 * A map whose entries can be ended.
	 */
	static final class Subject {

		static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

		final ReferenceMap<Object, Object> map;

		private final AtomicLong time = new AtomicLong();

		private final Ending ending;

		private Subject(Ending ending, @Nullable CollectedListener<Object> listener) {
			this.ending = ending;
			ReferenceMapBuilder<Object, Object> builder = ReferenceMap.builder(ending.references, ending.keyEquality);
			if (ending.isExpiry()) {
				builder.expireAfterWrite(TIME_TO_LIVE).ticker(this.time::get);
			}
			if (listener != null) {
				builder.onCollected(listener);
			}
			this.map = builder.build();
		}

		/**
		 * End an entry; the JVM is still to hand over its reference. If it ends by
		 * expiry, all others do too.
		 * @return makes the JVM hand it over
		 */
		Runnable end(Object key) {
			return switch (this.ending.part) {
				case REFERENCE -> SimulatedCollector.clear(this.map, key)::enqueue;
				case VALUE -> SimulatedCollector.clearValue(this.map, key)::enqueue;
				case TIME -> {
					this.time.addAndGet(TIME_TO_LIVE.toNanos());
					yield () -> {
					};
				}
			};
		}

		/** Remove dead entries, as the reaper does. */
		void drain(Runnable handOver) {
			handOver.run();
			this.map.cleanUp();
		}

	}

}
