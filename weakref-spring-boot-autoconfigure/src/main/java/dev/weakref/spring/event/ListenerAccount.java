package dev.weakref.spring.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the listeners of one event type, over all their channels.
 */
final class ListenerAccount implements ManagedListeners {

	private final List<Channel<?>> channels = new CopyOnWriteArrayList<>();

	private final LongAdder collected = new LongAdder();

	private final LongAdder deliveries = new LongAdder();

	private final LongAdder diedUncalled = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final String name;

	ListenerAccount(String name) {
		this.name = name;
	}

	void add(Channel<?> channel) {
		this.channels.add(channel);
	}

	void countCollected(boolean called) {
		this.collected.increment();
		if (!called) {
			this.diedUncalled.increment();
		}
	}

	void countDeliveries(int number) {
		this.deliveries.add(number);
	}

	void countFailure() {
		this.failed.increment();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long liveCount() {
		return this.channels.stream().mapToLong(Channel::liveCount).sum();
	}

	@Override
	public long estimatedSize() {
		return this.channels.stream().mapToLong(Channel::size).sum();
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
