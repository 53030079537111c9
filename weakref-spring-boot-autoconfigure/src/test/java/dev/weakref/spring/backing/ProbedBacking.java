package dev.weakref.spring.backing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.weakref.cache.Backing;
import org.jspecify.annotations.Nullable;

/**
 * Passes everything on to a real engine, and counts it. It can hold the next answer back,
 * and fail as an engine does that cannot be reached. It refers to all values, so that the
 * collector changes no count before a test lets it.
 */
public final class ProbedBacking implements Backing<Object, Object> {

	/** Round trips that read. */
	public final AtomicInteger reads = new AtomicInteger();

	public final AtomicInteger writes = new AtomicInteger();

	public final AtomicInteger decodes = new AtomicInteger();

	private final Queue<Object> values = new ConcurrentLinkedQueue<>();

	private final AtomicReference<@Nullable Hold> hold = new AtomicReference<>();

	private final Backing<Object, Object> engine;

	private volatile boolean down;

	public ProbedBacking(Backing<Object, Object> engine) {
		this.engine = engine;
	}

	/**
	 * Holds the answer to the next read back.
	 */
	public Hold holdNextRead() {
		Hold next = new Hold(new CountDownLatch(1), new CountDownLatch(1));
		this.hold.set(next);
		return next;
	}

	public void down(boolean down) {
		this.down = down;
	}

	/**
	 * Lets the collector have the values so far.
	 */
	public void releaseValues() {
		this.values.clear();
	}

	@Override
	public @Nullable Entry<Object> read(Object key) {
		this.reads.incrementAndGet();
		requireUp();
		Entry<Object> entry = this.engine.read(key);
		pass();
		return (entry != null) ? new Probed(entry) : null;
	}

	@Override
	public Map<Object, Entry<Object>> readAll(Set<?> keys) {
		this.reads.incrementAndGet();
		requireUp();
		Map<Object, Entry<Object>> entries = new LinkedHashMap<>();
		this.engine.readAll(keys).forEach((key, entry) -> entries.put(key, new Probed(entry)));
		pass();
		return entries;
	}

	@Override
	public Entry<Object> write(Object key, Object value) {
		this.writes.incrementAndGet();
		this.values.add(value);
		requireUp();
		return this.engine.write(key, value);
	}

	@Override
	public Entry<Object> writeIfAbsent(Object key, Object value) {
		this.writes.incrementAndGet();
		this.values.add(value);
		requireUp();
		return new Probed(this.engine.writeIfAbsent(key, value));
	}

	@Override
	public void evict(Object key) {
		requireUp();
		this.engine.evict(key);
	}

	@Override
	public void clear() {
		requireUp();
		this.engine.clear();
	}

	@Override
	public Object engineKey(Object key) {
		return this.engine.engineKey(key);
	}

	private void requireUp() {
		if (this.down) {
			throw new IllegalStateException("The engine is down");
		}
	}

	private void pass() {
		Hold hold = this.hold.getAndSet(null);
		if (hold != null) {
			hold.arrived.countDown();
			Hold.await(hold.released);
		}
	}

	/**
	 * An answer that is on its way.
	 *
	 * @param arrived is open when the engine has answered
	 * @param released is open when the answer may arrive
	 */
	public record Hold(CountDownLatch arrived, CountDownLatch released) {

		public Hold awaitAnswer() {
			await(this.arrived);
			return this;
		}

		public void release() {
			this.released.countDown();
		}

		private static void await(CountDownLatch latch) {
			try {
				if (!latch.await(20, TimeUnit.SECONDS)) {
					throw new AssertionError("Awaited in vain");
				}
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}

	}

	private final class Probed implements Entry<Object> {

		private final Entry<Object> entry;

		Probed(Entry<Object> entry) {
			this.entry = entry;
		}

		@Override
		public byte @Nullable [] bytes() {
			return this.entry.bytes();
		}

		@Override
		public Object value() {
			ProbedBacking.this.decodes.incrementAndGet();
			Object value = this.entry.value();
			ProbedBacking.this.values.add(value);
			return value;
		}

	}

}
