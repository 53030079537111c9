package dev.weakref.spring.event;

import java.lang.StackWalker.StackFrame;
import java.util.Set;

/**
 * The place in the application that registers listeners.
 *
 * @param place the place, in words that follow "registered"
 * @param ownerType the class name of the first owner that was registered there
 */
record Origin(String place, String ownerType) {

	private static final Set<String> OWN = Set.of(Origin.class.getName(), WeakListenerSpec.class.getName(),
			WeakApplicationListeners.class.getName());

	/**
	 * Returns the place that is registering a listener now. Walks the stack.
	 */
	static Origin ofCaller(Object owner) {
		String place = StackWalker.getInstance()
			.walk((frames) -> frames.filter((frame) -> !OWN.contains(frame.getClassName()))
				.findFirst()
				.map(Origin::describe)
				.orElse("from nowhere"));
		return new Origin(place, owner.getClass().getName());
	}

	private static String describe(StackFrame frame) {
		return "at " + frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
				+ frame.getLineNumber() + ")";
	}

	@Override
	public String toString() {
		return this.place;
	}

}
