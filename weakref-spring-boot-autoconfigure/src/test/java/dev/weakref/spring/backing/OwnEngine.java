package dev.weakref.spring.backing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.Registration;
import dev.weakref.cache.Backing;
import dev.weakref.cache.InvalidationChannel;
import org.jspecify.annotations.Nullable;

/**
 * An engine that an application has written: it stores texts, and tells all channels of
 * each change.
 *
 * @param showsBytes whether its entries have stored bytes
 */
record OwnEngine(Map<Object, byte[]> texts, CopyOnWriteArrayList<InvalidationChannel.Sink> sinks,
		boolean showsBytes) implements Backing<Object, Object>, InvalidationChannel {

	OwnEngine(boolean showsBytes) {
		this(new ConcurrentHashMap<>(), new CopyOnWriteArrayList<>(), showsBytes);
	}

	@Override
	public Registration subscribe(String cache, Sink sink) {
		this.sinks.add(sink);
		sink.restored();
		return () -> this.sinks.remove(sink);
	}

	@Override
	public @Nullable Entry<Object> read(Object key) {
		byte[] text = this.texts.get(key);
		return (text != null) ? entry(text) : null;
	}

	@Override
	public Entry<Object> write(Object key, Object value) {
		byte[] text = text(value);
		this.texts.put(key, text);
		this.sinks.forEach((sink) -> sink.invalidated(key));
		return Entry.of((this.showsBytes) ? text : null, value);
	}

	@Override
	public Entry<Object> writeIfAbsent(Object key, Object value) {
		byte[] text = text(value);
		byte[] present = this.texts.putIfAbsent(key, text);
		if (present != null) {
			return entry(present);
		}
		this.sinks.forEach((sink) -> sink.invalidated(key));
		return Entry.of((this.showsBytes) ? text : null, value);
	}

	@Override
	public void evict(Object key) {
		if (this.texts.remove(key) != null) {
			this.sinks.forEach((sink) -> sink.invalidated(key));
		}
	}

	@Override
	public void clear() {
		this.texts.clear();
		this.sinks.forEach(InvalidationChannel.Sink::invalidatedAll);
	}

	private static byte[] text(Object value) {
		return ((Document) value).text().getBytes(StandardCharsets.UTF_8);
	}

	private Entry<Object> entry(byte[] text) {
		byte[] copy = Arrays.copyOf(text, text.length);
		Document value = new Document(new String(copy, StandardCharsets.UTF_8));
		return Entry.of((this.showsBytes) ? copy : null, value);
	}

}
