package dev.weakref.spring.event;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.collection.WeakKeyMap;

/**
 * The instances of beans that listen with their annotated methods.
 */
final class BeanListeners {

	private final ConcurrentMap<InstanceType, List<MethodChannel>> methods = new ConcurrentHashMap<>();

	/** What ends when Spring destroys an instance. */
	private final WeakKeyMap<Object, List<WeakListenerRegistration>> registrations = WeakKeyMap.identity();

	private final Channels channels;

	BeanListeners(Channels channels) {
		this.channels = channels;
	}

	/**
	 * The channels of the annotated methods of a bean's instances.
	 */
	List<MethodChannel> channels(String beanName, Class<?> type, Collection<Method> methods) {
		InstanceType key = new InstanceType(beanName, type);
		List<MethodChannel> channels = this.methods.get(key);
		if (channels == null) {
			channels = methods.stream()
				.map((method) -> this.channels.ofMethod(ListenerMethod.of(beanName, method)))
				.toList();
			this.methods.putIfAbsent(key, channels);
		}
		return channels;
	}

	/**
	 * Let an instance listen to the end of its life, or until Spring destroys it. Has no
	 * effect on one that listens, such as what a factory bean hands out several times.
	 */
	void add(Object instance, List<MethodChannel> channels) {
		if (listens(instance)) {
			return;
		}
		this.registrations.put(instance,
				channels.stream().map((channel) -> channel.add(instance, this.channels.reaper())).toList());
	}

	boolean listens(Object instance) {
		return this.registrations.containsKey(instance);
	}

	void destroyed(Object instance) {
		List<WeakListenerRegistration> registrations = this.registrations.remove(instance);
		if (registrations != null) {
			registrations.forEach(WeakListenerRegistration::close);
		}
	}

	private record InstanceType(String beanName, Class<?> type) {
	}

}
