package dev.weakref.collection;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.reaper.Drainable;
import org.jspecify.annotations.Nullable;

/**
 * The dead references of a table, as the JVM hands them over. The reaper drains them if
 * there is one, and so do all threads that write to the table.
 */
final class DeadQueue<K, V> implements Drainable {

	/** The maximum number of dead entries that one writing operation removes. */
	private static final int FEW = 16;

	private final ReferenceQueue<Object> queue = new ReferenceQueue<>();

	private final AtomicBoolean helping = new AtomicBoolean();

	private final ReferenceTable<K, V> table;

	/** Whether look-ups that miss and walks drain too. They run no user code. */
	private final boolean readersHelp;

	DeadQueue(ReferenceTable<K, V> table, ReferenceMapBuilder<K, V> options) {
		this.table = table;
		this.readersHelp = (options.reaper == null && options.listener == null);
		if (options.reaper != null) {
			options.reaper.watch(this.queue, this);
		}
	}

	ReferenceQueue<Object> references() {
		return this.queue;
	}

	/**
	 * Removes some dead entries, as every writing operation does: cheap when there are
	 * none, and enough to keep up with them when no other thread drains.
	 */
	void help() {
		help(FEW);
	}

	/**
	 * Removes all dead entries, so that the table need not grow.
	 */
	void helpAll() {
		help(Integer.MAX_VALUE);
	}

	/**
	 * Removes some dead entries, as look-ups that miss do where readers drain.
	 */
	void helpReading() {
		if (this.readersHelp) {
			help(FEW);
		}
	}

	/**
	 * Removes all dead entries, as walks do where readers drain.
	 */
	void helpReadingAll() {
		if (this.readersHelp) {
			help(Integer.MAX_VALUE);
		}
	}

	/**
	 * Does nothing while another call helps: a listener may write to its table, and so
	 * come back here for every dead entry.
	 */
	private void help(int most) {
		Reference<?> dead = (this.helping.get()) ? null : this.queue.poll();
		if (dead != null) {
			help(dead, most);
		}
	}

	private void help(Reference<?> first, int most) {
		boolean alone = this.helping.compareAndSet(false, true);
		try {
			Reference<?> dead = first;
			for (int i = 1; dead != null; i++) {
				drain(dead);
				dead = (alone && i < most) ? this.queue.poll() : null;
			}
		}
		finally {
			if (alone) {
				this.helping.set(false);
			}
		}
	}

	/**
	 * Removes all dead entries that the JVM has handed over so far.
	 */
	void drainAll() {
		for (Reference<?> dead = this.queue.poll(); dead != null; dead = this.queue.poll()) {
			drain(dead);
		}
	}

	@Override
	@SuppressWarnings("unchecked")
	public void drain(Reference<?> dead) {
		if (dead instanceof Node<?, ?>) {
			this.table.discard((Node<K, V>) dead);
		}
		else if (dead instanceof ValueHolder.Weak<?> value) {
			Node<K, V> node = holder(value);
			while (node != null && !this.table.discard(node)) {
				node = holder(value);
			}
		}
	}

	/**
	 * Returns the node that refers to its value through this object. A growing table
	 * gives it to another node, so a caller that fails to discard the node asks again.
	 */
	private @Nullable Node<K, V> holder(ValueHolder.Weak<?> value) {
		Node<K, V> node = Slots.asNode(this.table.head(value.hash));
		while (node != null && ((WeakKeyNode<K, V>) node).content != value) {
			node = node.next();
		}
		return node;
	}

}
