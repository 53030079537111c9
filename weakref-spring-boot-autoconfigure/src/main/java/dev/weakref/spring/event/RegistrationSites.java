package dev.weakref.spring.event;

import java.lang.StackWalker.StackFrame;
import java.util.Set;

import dev.weakref.collection.WeakKeyMap;

/**
 * Finds out from where a listener is registered. Each lambda and method reference in the
 * source has a class of its own, so the stack is walked once for each of them, not once
 * for each listener.
 */
final class RegistrationSites {

	private static final Set<String> OWN = Set.of(RegistrationSites.class.getName(), WeakListenerSpec.class.getName(),
			WeakApplicationListeners.class.getName());

	private final WeakKeyMap<Class<?>, RegistrationSite> sites = WeakKeyMap.identity();

	/**
	 * The place that is registering a listener now.
	 * @param callback what is registered
	 * @param owner for whom
	 */
	RegistrationSite find(Object callback, Object owner) {
		Class<?> type = callback.getClass();
		if (!type.isHidden()) {
			return walk(owner);
		}
		RegistrationSite site = this.sites.get(type);
		if (site == null) {
			site = walk(owner);
			RegistrationSite other = this.sites.putIfAbsent(type, site);
			site = (other != null) ? other : site;
		}
		return site;
	}

	private static RegistrationSite walk(Object owner) {
		String place = StackWalker.getInstance()
			.walk((frames) -> frames.filter((frame) -> !OWN.contains(frame.getClassName()))
				.findFirst()
				.map(RegistrationSites::describe)
				.orElse("from nowhere"));
		return new RegistrationSite(place, owner.getClass());
	}

	private static String describe(StackFrame frame) {
		return "at " + frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
				+ frame.getLineNumber() + ")";
	}

}
