package dev.weakref.collection;

import java.lang.ref.Reference;

import dev.weakref.reaper.Drainable;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * A hash table whose dead nodes are handed over by the JVM and drained: by the reaper if
 * there is one, and by all who write.
 */
abstract class ReferenceTable<K, V> extends ChainTable<K, V> implements Drainable {

	/** How many dead entries one writing operation removes at most. */
	private static final int HELP = 16;

	private final DeadQueue dead;

	private final EntryAccount<K> account;

	/** Which entries to hold strongly, if any. */
	final @Nullable Retainer retainer;

	/** Whether look-ups that miss and walks drain, too. They run no user code. */
	private final boolean readersHelp;

	/** Of those who watch the table, if there are any. */
	private volatile @Nullable TableView view;

	ReferenceTable(ReferenceMapBuilder<K, V> options) {
		this(options, new DeadQueue(), new EntryAccount<>(options));
	}

	private ReferenceTable(ReferenceMapBuilder<K, V> options, DeadQueue dead, EntryAccount<K> account) {
		super(NodeFactory.of(options.references, dead.references(), options.freshness(), options.retainer != null),
				account);
		this.dead = dead;
		this.account = account;
		this.retainer = options.retainer;
		this.readersHelp = (options.reaper == null && options.listener == null);
		Reaper reaper = options.reaper;
		if (reaper != null) {
			reaper.watch(dead.references(), this);
		}
	}

	/**
	 * Let the table be seen without being held.
	 */
	final TableView view() {
		TableView view = new TableView(this.account, slots());
		this.view = view;
		return view;
	}

	@Override
	final void grown(@Nullable Object[] slots) {
		TableView view = this.view;
		if (view != null) {
			view.follow(slots);
		}
	}

	@Override
	final void entered(Node<K, V> node) {
		Retainer retainer = this.retainer;
		if (retainer != null) {
			retain(node, retainer);
		}
	}

	/**
	 * Retain an entry, or the one that is in its place by now.
	 */
	private void retain(Node<K, V> entered, Retainer retainer) {
		Node<K, V> node = entered;
		while (node != null && retainer.retain((Retainable) node)) {
			K key = node.key();
			Node<K, V> present = (key != null) ? search(head(node.hash()), key, node.hash()) : null;
			node = (present != node) ? present : null;
		}
	}

	/**
	 * Treat an entry that stays as it is as used.
	 */
	final void use(Node<K, V> node) {
		Retainer retainer = this.retainer;
		if (retainer != null) {
			retainer.use((Retainable) node, null);
		}
	}

	@Override
	final void left(Node<K, V> node) {
		Retainer retainer = this.retainer;
		if (retainer != null) {
			retainer.left((Retainable) node);
		}
	}

	@Override
	final void moved(Node<K, V> node, Node<K, V> copy) {
		Retainer retainer = this.retainer;
		if (retainer != null) {
			retainer.moved((Retainable) node, (Retainable) copy);
		}
	}

	@Override
	final void makeRoom() {
		this.dead.help(this, Integer.MAX_VALUE);
	}

	@Override
	@SuppressWarnings("unchecked")
	public final void drain(Reference<?> dead) {
		if (dead instanceof Node<?, ?>) {
			discard((Node<K, V>) dead);
		}
		else if (dead instanceof ValueHolder.Weak<?> value) {
			Node<K, V> node = holder(value);
			while (node != null && !discard(node)) {
				node = holder(value);
			}
		}
	}

	/**
	 * The node that refers to its value through this object. A growing table gives it to
	 * another node, so who fails to take the node out has to ask again.
	 */
	private @Nullable Node<K, V> holder(ValueHolder.Weak<?> value) {
		Node<K, V> node = asNode(head(value.hash));
		while (node != null && ((WeakKeyNode<K, V>) node).content != value) {
			node = node.next();
		}
		return node;
	}

	/**
	 * Remove some dead entries, as every writing operation does: cheap when there are
	 * none, and enough to keep up with them when nobody else does.
	 */
	final void help() {
		this.dead.help(this, HELP);
	}

	/**
	 * Remove some dead entries, as look-ups that miss do where nothing else drains.
	 */
	final void helpReading() {
		if (this.readersHelp) {
			help();
		}
	}

	/**
	 * A walk over all nodes, which may take as long as it takes to drain them.
	 */
	final NodeWalk<K, V> walk() {
		if (this.readersHelp) {
			makeRoom();
		}
		return new NodeWalk<>(slots());
	}

	/**
	 * Remove all dead entries that the JVM has handed over so far. O(dead).
	 */
	final void drainQueue() {
		this.dead.drain(this);
	}

	/**
	 * How many entries there are, counting dead ones that have not been drained. O(1).
	 * What other threads write meanwhile may be counted in part.
	 * @return an upper bound of the number of live entries
	 */
	public final long estimatedSize() {
		helpReading();
		return this.account.size();
	}

	/**
	 * How many entries have been removed because the collector cleared them. O(1).
	 * @return the number so far
	 */
	public final long collectedCount() {
		return this.account.collected();
	}

	/**
	 * How many entries have been removed because they had expired. O(1).
	 * @return the number so far
	 */
	public final long expiredCount() {
		return this.account.expired();
	}

	/**
	 * Remove all entries. O(capacity).
	 */
	@Override
	public final void clear() {
		unlinkAll();
		drainQueue();
	}

}
