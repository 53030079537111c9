package dev.weakref.spring.event;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.directory.Directory;
import dev.weakref.reaper.Reaper;

import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.core.ResolvableType;

/**
 * All channels of an application context. A channel stays until the context is closed, so
 * that the multicaster learns of a new listener only with the first one of its event type
 * and order.
 */
final class Channels {

	private final ConcurrentMap<TypeKey, TypeListener> ofTypes = new ConcurrentHashMap<>();

	private final ConcurrentMap<ListenerMethod.Key, MethodChannel> ofMethods = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, ListenerAccount> accounts = new ConcurrentHashMap<>();

	private final Directory<ManagedListeners> directory;

	private final ApplicationEventMulticaster multicaster;

	private final Reaper reaper;

	private final ListenerCalls calls;

	private volatile boolean closed;

	Channels(ApplicationEventMulticaster multicaster, Reaper reaper, ListenerCalls calls) {
		this.directory = new Directory<>(reaper);
		this.multicaster = multicaster;
		this.reaper = reaper;
		this.calls = calls;
	}

	Reaper reaper() {
		return this.reaper;
	}

	ListenerCalls calls() {
		return this.calls;
	}

	Directory<ManagedListeners> directory() {
		return this.directory;
	}

	/**
	 * The channel of an event type and order. Once this returns the multicaster knows of
	 * it, whichever thread has made it.
	 */
	Channel<TypedEvent> ofType(ResolvableType type, int order) {
		TypeKey key = new TypeKey(type, order);
		TypeListener listener = this.ofTypes.get(key);
		return (listener != null && listener.isAdded()) ? listener.channel : addListener(key);
	}

	private Channel<TypedEvent> addListener(TypeKey key) {
		TypeListener listener = this.ofTypes.computeIfAbsent(key,
				(absent) -> new TypeListener(new EventType(absent.type()), absent.order(),
						channel(absent.type().toString())));
		this.multicaster.addApplicationListener(listener);
		listener.added();
		announce(listener.channel);
		return listener.channel;
	}

	/**
	 * The channel of a method of the instances of a bean.
	 */
	MethodChannel ofMethod(ListenerMethod method) {
		MethodChannel channel = this.ofMethods.get(method.key());
		if (channel == null) {
			channel = this.ofMethods.computeIfAbsent(method.key(),
					(key) -> new MethodChannel(method, channel(method.eventTypes())));
			announce(channel.channel);
		}
		return channel;
	}

	private <D> Channel<D> channel(String eventType) {
		return new Channel<>(this.accounts.computeIfAbsent(eventType, ListenerAccount::new), this.calls);
	}

	/**
	 * Show the listeners of a channel's event type, if they do not show yet. Others are
	 * told of it, so no lock may be held.
	 */
	private void announce(Channel<?> channel) {
		ListenerAccount account = channel.account();
		this.directory.add(account.name(), account, account);
		if (this.closed) {
			close();
		}
	}

	/**
	 * End all listeners for good.
	 */
	void close() {
		this.closed = true;
		this.ofTypes.values().forEach((listener) -> listener.channel.close());
		this.ofMethods.values().forEach((method) -> method.channel.close());
		this.directory.all().forEach((listeners) -> this.directory.remove(listeners.name()));
	}

	private record TypeKey(ResolvableType type, int order) {
	}

}
