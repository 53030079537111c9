package dev.weakref.memo;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/**
 * A node that holds its arguments strongly and compares them by equality. It is for
 * arguments that are never collected or are shared by value. A path from the root has at
 * most one such node, and it is the last one before the leaf, so that it is collected
 * together with the weak arguments before it.
 */
final class StrongNode extends InnerNode {

	private final ConcurrentMap<Object, Node> children = new ConcurrentHashMap<>();

	StrongNode(MemoCounters counters) {
		super(counters);
	}

	@Override
	@Nullable Node find(Object arguments) {
		return this.children.get(arguments);
	}

	@Override
	Node putIfAbsent(Object arguments, Node child) {
		Node other = this.children.putIfAbsent(arguments, child);
		return (other != null) ? other : child;
	}

	long size() {
		return this.children.size();
	}

	@Override
	public long live() {
		return this.children.values().stream().mapToLong(Node::live).sum();
	}

	@Override
	long endChildren() {
		return this.children.values().stream().mapToLong(Node::end).sum();
	}

}
