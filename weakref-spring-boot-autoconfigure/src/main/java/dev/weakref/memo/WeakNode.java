package dev.weakref.memo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;

import dev.weakref.collection.CollectedListener;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.reaper.ReapedReference;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * A node that refers to its arguments weakly, and removes a child when its argument is
 * collected. A memo of two arguments has such a node for each first argument, and most of
 * them have one child, so a node makes a map for its second child only.
 */
final class WeakNode extends InnerNode implements CollectedListener<Object> {

	private static final VarHandle CONTENT = content(MethodHandles.lookup());

	private final MemoFamily family;

	/** {@code null}, a {@link SingleChild} or a {@link ReferenceMap} of children. */
	private volatile @Nullable Object content;

	WeakNode(MemoFamily family, MemoCounters counters) {
		super(counters);
		this.family = family;
	}

	@Override
	@Nullable Node find(Object argument) {
		Object content = this.content;
		if (content instanceof ReferenceMap<?, ?>) {
			return map(content).get(argument);
		}
		return (content instanceof SingleChild single && single.isAt(argument)) ? single.node : null;
	}

	@Override
	Node putIfAbsent(Object argument, Node child) {
		while (true) {
			Object content = this.content;
			if (content instanceof ReferenceMap<?, ?>) {
				Node other = map(content).putIfAbsent(argument, child);
				return (other != null) ? other : child;
			}
			SingleChild single = (SingleChild) content;
			if (single == null || single.refersTo(null)) {
				if (replace(single,
						new SingleChild(argument, child, this, this.family.keyEquality(), this.family.reaper()))) {
					Reference.reachabilityFence(argument);
					return child;
				}
			}
			else if (single.isAt(argument)) {
				return single.node;
			}
			else {
				makeMap(single);
			}
		}
	}

	@Override
	public long live() {
		Object content = this.content;
		if (content instanceof ReferenceMap<?, ?>) {
			return map(content).sum((child, live) -> (live) ? child.live() : 0);
		}
		return (content instanceof SingleChild single && !single.refersTo(null)) ? single.node.live() : 0;
	}

	@Override
	long endChildren() {
		Object content = this.content;
		if (content instanceof ReferenceMap<?, ?>) {
			return map(content).sum((child, live) -> child.end());
		}
		return (content instanceof SingleChild single) ? single.node.end() : 0;
	}

	@Override
	public void collected(@Nullable Object key, @Nullable Object child) {
		if (child instanceof Node node) {
			this.counters.collected(node.end());
		}
	}

	@Override
	public void collected(@Nullable Object key) {
		collected(key, null);
	}

	private void collected(SingleChild single) {
		replace(single, null);
		this.counters.collected(single.node.end());
	}

	/**
	 * Replaces the single child by a map that has it. The map and the single child may
	 * both report the collection of the argument; the second report finds nothing to end.
	 */
	private void makeMap(SingleChild single) {
		Object argument = single.get();
		if (argument == null) {
			return;
		}
		ReferenceMap<Object, Node> map = ReferenceMap
			.<Object, Node>builder(References.WEAK_KEYS, this.family.keyEquality())
			.reaper(this.family.reaper())
			.onCollected(this)
			.build();
		boolean kept = single.hasHashOf(argument);
		if (kept) {
			map.put(argument, single.node);
		}
		if (replace(single, map) && !kept) {
			this.counters.removed(single.node.end());
		}
		Reference.reachabilityFence(argument);
	}

	private boolean replace(@Nullable SingleChild single, @Nullable Object content) {
		return CONTENT.compareAndSet(this, single, content);
	}

	@SuppressWarnings("unchecked")
	private static ReferenceMap<Object, Node> map(Object content) {
		return (ReferenceMap<Object, Node>) content;
	}

	private static VarHandle content(MethodHandles.Lookup lookup) {
		try {
			return lookup.findVarHandle(WeakNode.class, "content", Object.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/**
	 * The only child of a node, which refers to its argument weakly.
	 */
	static final class SingleChild extends ReapedReference<Object> {

		final Node node;

		private final WeakNode parent;

		private final KeyEquality keyEquality;

		/** Of an argument that compares by equality. */
		private final int hash;

		SingleChild(Object argument, Node node, WeakNode parent, KeyEquality keyEquality, Reaper reaper) {
			super(argument, reaper);
			this.node = node;
			this.parent = parent;
			this.keyEquality = keyEquality;
			this.hash = (keyEquality == KeyEquality.EQUALS) ? argument.hashCode() : 0;
		}

		/**
		 * Returns whether this is the child of an argument.
		 */
		boolean isAt(Object argument) {
			if (this.keyEquality == KeyEquality.IDENTITY) {
				return refersTo(argument);
			}
			if (argument.hashCode() != this.hash) {
				return false;
			}
			Object own = get();
			return own == argument || (own != null && argument.equals(own));
		}

		/**
		 * Returns whether the argument still has the hash code that it had. If it has
		 * changed or can no longer be computed, as with a proxy whose session is over, no
		 * map finds the argument.
		 */
		private boolean hasHashOf(Object argument) {
			try {
				return this.keyEquality == KeyEquality.IDENTITY || argument.hashCode() == this.hash;
			}
			catch (RuntimeException ex) {
				return false;
			}
		}

		@Override
		protected void reap() {
			this.parent.collected(this);
		}

	}

}
