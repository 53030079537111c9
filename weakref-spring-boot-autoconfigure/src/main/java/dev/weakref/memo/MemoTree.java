package dev.weakref.memo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.suitability.Suitability;
import org.jspecify.annotations.Nullable;

/**
 * The tree that leads from lists of arguments to their results.
 *
 * <pre>
 *   (order, customer) -> (price)    a weak node for each argument
 *   (order, 5, null)  -> (page)     one strong node for all lasting arguments, at the end
 *   ()                -> (rates)    a leaf only
 * </pre>
 *
 * The objects decide which arguments are lasting, not their declared types. So there is a
 * root for each combination of positions of lasting arguments; nearly always there is
 * only one.
 */
final class MemoTree {

	/** The roots by the positions of the lasting arguments, one bit each. */
	private final ConcurrentMap<Long, Node> lastingRoots = new ConcurrentHashMap<>(2);

	private final MemoFamily family;

	private final MemoCounters counters;

	/** The root for arguments none of which is lasting. */
	private final Node weakRoot;

	MemoTree(MemoFamily family, MemoCounters counters) {
		this.family = family;
		this.counters = counters;
		this.weakRoot = (family.arity() > 0) ? new WeakNode(family, counters) : new Leaf();
	}

	/**
	 * Returns the leaf of some arguments, or {@code null} if there is none. Looks for
	 * lasting arguments only if the tree has some.
	 */
	@Nullable Leaf find(@Nullable Object[] arguments) {
		Leaf leaf = find(this.weakRoot, arguments, 0);
		if (leaf != null || this.lastingRoots.isEmpty()) {
			return leaf;
		}
		long lasting = lasting(arguments);
		Node root = this.lastingRoots.get(lasting);
		return (root != null) ? find(root, arguments, lasting) : null;
	}

	private static @Nullable Leaf find(Node root, @Nullable Object[] arguments, long lasting) {
		Node node = root;
		for (int i = 0; i < arguments.length && node != null; i++) {
			if (!isIn(lasting, i)) {
				Object argument = arguments[i];
				node = (argument != null) ? ((InnerNode) node).find(argument) : null;
			}
		}
		return (Leaf) ((lasting != 0 && node != null) ? ((InnerNode) node).find(key(arguments, lasting)) : node);
	}

	/**
	 * Returns the leaf of some arguments, and adds the nodes that it needs.
	 */
	Leaf findOrAdd(@Nullable Object[] arguments) {
		long lasting = lasting(arguments);
		int weak = arguments.length - Long.bitCount(lasting);
		Node node = (lasting != 0) ? root(lasting, weak) : this.weakRoot;
		for (int i = 0; i < arguments.length; i++) {
			Object argument = arguments[i];
			if (argument != null && !isIn(lasting, i)) {
				node = child((InnerNode) node, argument, --weak, lasting);
			}
		}
		return (Leaf) ((lasting != 0) ? child((InnerNode) node, key(arguments, lasting), 0, 0) : node);
	}

	/**
	 * Returns how many leaves have lasting arguments only.
	 */
	long lastingLeaves() {
		Node root = this.lastingRoots.get(bits(this.family.arity()));
		return (root instanceof StrongNode node) ? node.size() : 0;
	}

	long live() {
		return this.weakRoot.live() + this.lastingRoots.values().stream().mapToLong(Node::live).sum();
	}

	long end() {
		return this.weakRoot.end() + this.lastingRoots.values().stream().mapToLong(Node::end).sum();
	}

	private Node root(long lasting, int weak) {
		Node root = this.lastingRoots.get(lasting);
		return (root != null) ? root : this.lastingRoots.computeIfAbsent(lasting, (key) -> createNode(weak, key));
	}

	private Node child(InnerNode parent, Object argument, int weak, long lasting) {
		Node child = parent.find(argument);
		return (child != null) ? child : parent.add(argument, createNode(weak, lasting));
	}

	/**
	 * Creates a node for the arguments that follow.
	 */
	private Node createNode(int weak, long lasting) {
		if (weak > 0) {
			return new WeakNode(this.family, this.counters);
		}
		return (lasting != 0) ? new StrongNode(this.counters) : new Leaf();
	}

	private long lasting(@Nullable Object[] arguments) {
		Suitability suitability = this.family.suitability();
		long lasting = 0;
		for (int i = 0; i < arguments.length; i++) {
			Object argument = arguments[i];
			if (argument == null || suitability.isLasting(argument)) {
				lasting |= 1L << i;
			}
		}
		return lasting;
	}

	private static boolean isIn(long lasting, int position) {
		return (lasting & (1L << position)) != 0;
	}

	private static long bits(int count) {
		return (count < Long.SIZE) ? (1L << count) - 1 : -1L;
	}

	/**
	 * Returns the lasting arguments as one key.
	 */
	private static Object key(@Nullable Object[] arguments, long lasting) {
		List<@Nullable Object> key = new ArrayList<>(Long.bitCount(lasting));
		for (int i = 0; i < arguments.length; i++) {
			if (isIn(lasting, i)) {
				Object argument = arguments[i];
				if (argument != null && Long.bitCount(lasting) == 1) {
					return argument;
				}
				key.add(argument);
			}
		}
		return key;
	}

}
