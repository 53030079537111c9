package dev.weakref.memo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.suitability.Suitability;
import org.jspecify.annotations.Nullable;

/**
 * The ways from lists of arguments to their results.
 *
 * <pre>
 *   (order, customer) -> (price)    one weak branch for each argument
 *   (order, 5, null)  -> (page)     the lasting ones together in the last branch
 *   ()                -> (rates)    no branch at all
 * </pre>
 *
 * Which arguments are lasting ones is a matter of the objects rather than of their
 * declared types, so there is a tree for each combination of positions; nearly always
 * there is one.
 */
final class ResultTree {

	/** The trees by the positions of their lasting arguments, one bit each. */
	private final ConcurrentMap<Long, Step> lastingTrees = new ConcurrentHashMap<>(2);

	private final MemoFamily family;

	private final Tally tally;

	/** The tree where no argument is a lasting one. */
	private final Step weakTree;

	ResultTree(MemoFamily family, Tally tally) {
		this.family = family;
		this.tally = tally;
		this.weakTree = (family.arity() > 0) ? new WeakBranch(family, tally) : new Result();
	}

	/**
	 * Where some arguments lead to. Those without a lasting one are found without being
	 * told apart.
	 */
	@Nullable Result find(@Nullable Object[] arguments) {
		Result result = find(this.weakTree, arguments, 0);
		if (result != null || this.lastingTrees.isEmpty()) {
			return result;
		}
		long lasting = lasting(arguments);
		Step tree = this.lastingTrees.get(lasting);
		return (tree != null) ? find(tree, arguments, lasting) : null;
	}

	private static @Nullable Result find(Step tree, @Nullable Object[] arguments, long lasting) {
		Step step = tree;
		for (int i = 0; i < arguments.length && step != null; i++) {
			if (!isIn(lasting, i)) {
				Object argument = arguments[i];
				step = (argument != null) ? ((Branch) step).find(argument) : null;
			}
		}
		return (Result) ((lasting != 0 && step != null) ? ((Branch) step).find(key(arguments, lasting)) : step);
	}

	/**
	 * Where some arguments lead to, with the way built if there is none.
	 */
	Result locate(@Nullable Object[] arguments) {
		long lasting = lasting(arguments);
		int weak = arguments.length - Long.bitCount(lasting);
		Step step = (lasting != 0) ? root(lasting, weak) : this.weakTree;
		for (int i = 0; i < arguments.length; i++) {
			Object argument = arguments[i];
			if (argument != null && !isIn(lasting, i)) {
				step = next((Branch) step, argument, --weak, lasting);
			}
		}
		return (Result) ((lasting != 0) ? next((Branch) step, key(arguments, lasting), 0, 0) : step);
	}

	/**
	 * How many ways have no argument that will ever be collected.
	 */
	long lastingWays() {
		Step tree = this.lastingTrees.get(bits(this.family.arity()));
		return (tree instanceof LastingBranch branch) ? branch.size() : 0;
	}

	long live() {
		return this.weakTree.live() + this.lastingTrees.values().stream().mapToLong(Step::live).sum();
	}

	long end() {
		return this.weakTree.end() + this.lastingTrees.values().stream().mapToLong(Step::end).sum();
	}

	private Step root(long lasting, int weak) {
		Step root = this.lastingTrees.get(lasting);
		return (root != null) ? root : this.lastingTrees.computeIfAbsent(lasting, (key) -> step(weak, key));
	}

	private Step next(Branch branch, Object argument, int weak, long lasting) {
		Step step = branch.find(argument);
		return (step != null) ? step : branch.add(argument, step(weak, lasting));
	}

	/**
	 * A step for what is left to tell apart.
	 */
	private Step step(int weak, long lasting) {
		if (weak > 0) {
			return new WeakBranch(this.family, this.tally);
		}
		return (lasting != 0) ? new LastingBranch(this.tally) : new Result();
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
	 * The lasting arguments as one key.
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
