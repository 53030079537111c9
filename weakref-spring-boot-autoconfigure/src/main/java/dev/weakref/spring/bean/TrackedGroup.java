package dev.weakref.spring.bean;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * The tracked beans of one type in one scope.
 */
final class TrackedGroup implements ManagedBeans {

	private final LongAdder created = new LongAdder();

	private final LongAdder destroyed = new LongAdder();

	private final String name;

	final ReferenceMap<Object, BeanState> states;

	private final LongSupplier cycles;

	private final LongSupplier clock;

	TrackedGroup(String name, Reaper reaper, LongSupplier cycles, LongSupplier clock) {
		this.name = name;
		this.cycles = cycles;
		this.clock = clock;
		this.states = ReferenceMap.<Object, BeanState>builder(References.WEAK_KEYS, KeyEquality.IDENTITY)
			.reaper(reaper)
			.build();
	}

	/**
	 * Adds a bean that Spring has created.
	 */
	void begin(Object bean) {
		if (this.states.putIfAbsent(bean, new BeanState.Current(this.clock.getAsLong())) == null) {
			this.created.increment();
		}
	}

	/**
	 * Marks a bean that Spring is about to destroy. It should be collected soon.
	 */
	void end(Object bean) {
		if (this.states.get(bean) instanceof BeanState.Current state
				&& this.states.replace(bean, state, state.end(this.clock.getAsLong(), this.cycles.getAsLong()))) {
			this.destroyed.increment();
		}
	}

	/**
	 * Returns the live beans, each of which is held strongly only while it is processed.
	 */
	Stream<Object> stream() {
		return this.states.keySet().stream();
	}

	/**
	 * Returns the live beans that should have been collected.
	 */
	Stream<Object> endedButLive() {
		long cycle = this.cycles.getAsLong();
		return this.states.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().isEndedButLive(cycle))
			.map(Map.Entry::getKey);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long liveCount() {
		return this.states.liveCount();
	}

	@Override
	public long estimatedSize() {
		return this.states.estimatedSize();
	}

	@Override
	public long registered() {
		return this.created.sum();
	}

	@Override
	public long destroyed() {
		return this.destroyed.sum();
	}

	@Override
	public long collectedCount() {
		return this.states.collectedCount();
	}

	@Override
	public LiveBeans liveBeans() {
		Count count = new Count(this.clock.getAsLong(), this.cycles.getAsLong());
		this.states.forEachValue(count);
		return count.result();
	}

	/**
	 * Returns name and numbers, not the beans.
	 */
	@Override
	public String toString() {
		return "TrackedGroup[" + this.name + ", estimatedSize=" + estimatedSize() + "]";
	}

	private static final class Count implements Consumer<BeanState> {

		private final long now;

		private final long cycle;

		private long live;

		private long oldest;

		private long endedButLive;

		private long oldestEnded;

		Count(long now, long cycle) {
			this.now = now;
			this.cycle = cycle;
		}

		@Override
		public void accept(BeanState state) {
			this.live++;
			this.oldest = Math.max(this.oldest, this.now - state.begin());
			if (state instanceof BeanState.Ended ended && ended.isEndedButLive(this.cycle)) {
				this.endedButLive++;
				this.oldestEnded = Math.max(this.oldestEnded, this.now - ended.end());
			}
		}

		LiveBeans result() {
			return new LiveBeans(this.live, age(this.live, this.oldest), this.endedButLive,
					age(this.endedButLive, this.oldestEnded));
		}

		private static @Nullable Duration age(long count, long nanos) {
			return (count > 0) ? Duration.ofNanos(nanos) : null;
		}

	}

}
