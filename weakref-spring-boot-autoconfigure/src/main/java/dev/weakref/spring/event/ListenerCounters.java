package dev.weakref.spring.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the listeners of one event type, over all their lists.
 */
final class ListenerCounters implements ManagedListeners {

	private final List<ListenerList> lists = new CopyOnWriteArrayList<>();

	final LongAdder size = new LongAdder();

	final LongAdder collected = new LongAdder();

	final LongAdder deliveries = new LongAdder();

	final LongAdder diedUncalled = new LongAdder();

	final LongAdder failed = new LongAdder();

	private final String name;

	ListenerCounters(String name) {
		this.name = name;
	}

	void add(ListenerList list) {
		this.lists.add(list);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long liveCount() {
		return this.lists.stream().mapToLong(ListenerList::liveCount).sum();
	}

	@Override
	public long estimatedSize() {
		return Math.max(0, this.size.sum());
	}

	@Override
	public long collectedCount() {
		return this.collected.sum();
	}

	@Override
	public long deliveries() {
		return this.deliveries.sum();
	}

	@Override
	public long diedUncalled() {
		return this.diedUncalled.sum();
	}

	@Override
	public long failed() {
		return this.failed.sum();
	}

}
