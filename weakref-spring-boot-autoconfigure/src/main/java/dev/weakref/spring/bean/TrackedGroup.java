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

	final ReferenceMap<Object, Life> lives;

	private final LongSupplier cycles;

	private final LongSupplier clock;

	TrackedGroup(String name, Reaper reaper, LongSupplier cycles, LongSupplier clock) {
		this.name = name;
		this.cycles = cycles;
		this.clock = clock;
		this.lives = ReferenceMap.<Object, Life>builder(References.WEAK_KEYS, KeyEquality.IDENTITY)
			.reaper(reaper)
			.build();
	}

	/**
	 * Spring has made a bean.
	 */
	void begin(Object bean) {
		if (this.lives.putIfAbsent(bean, new Life.Current(this.clock.getAsLong())) == null) {
			this.created.increment();
		}
	}

	/**
	 * Spring is about to destroy a bean, which should be collected soon.
	 */
	void end(Object bean) {
		if (this.lives.get(bean) instanceof Life.Current life
				&& this.lives.replace(bean, life, life.end(this.clock.getAsLong(), this.cycles.getAsLong()))) {
			this.destroyed.increment();
		}
	}

	/**
	 * The live beans, each held strongly only while it is looked at.
	 */
	Stream<Object> stream() {
		return this.lives.keySet().stream();
	}

	/**
	 * Those of them that should have been collected.
	 */
	Stream<Object> endedButLive() {
		long cycle = this.cycles.getAsLong();
		return this.lives.entrySet()
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
		return this.lives.liveCount();
	}

	@Override
	public long estimatedSize() {
		return this.lives.estimatedSize();
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
		return this.lives.collectedCount();
	}

	@Override
	public BeanCensus census() {
		Count count = new Count(this.clock.getAsLong(), this.cycles.getAsLong());
		this.lives.forEachValue(count);
		return count.result();
	}

	/**
	 * Name and numbers; nothing of the beans.
	 */
	@Override
	public String toString() {
		return "TrackedGroup[" + this.name + ", estimatedSize=" + estimatedSize() + "]";
	}

	private static final class Count implements Consumer<Life> {

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
		public void accept(Life life) {
			this.live++;
			this.oldest = Math.max(this.oldest, this.now - life.begin());
			if (life instanceof Life.Ended ended && ended.isEndedButLive(this.cycle)) {
				this.endedButLive++;
				this.oldestEnded = Math.max(this.oldestEnded, this.now - ended.end());
			}
		}

		BeanCensus result() {
			return new BeanCensus(this.live, age(this.live, this.oldest), this.endedButLive,
					age(this.endedButLive, this.oldestEnded));
		}

		private static @Nullable Duration age(long count, long nanos) {
			return (count > 0) ? Duration.ofNanos(nanos) : null;
		}

	}

}
