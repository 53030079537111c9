package dev.weakref.demo.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.weakref.Registration;
import dev.weakref.cache.WeakCache;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Remembers the last callbacks, those of the caches among them. It is called with names
 * and keys only, so it keeps nothing alive.
 */
@Component
public class CallbackLog implements DisposableBean {

	private static final int MAXIMUM = 200;

	private final Deque<Line> lines = new ArrayDeque<>();

	private final List<Registration> registrations;

	private final InstantSource clock;

	private long last;

	CallbackLog(List<WeakCache<String, ?>> caches, InstantSource clock) {
		this.clock = clock;
		this.registrations = caches.stream()
			.map((cache) -> cache.addListener((key, cause) -> add(cache.name(), key)))
			.toList();
	}

	@Override
	public void destroy() {
		this.registrations.forEach(Registration::close);
	}

	/**
	 * The lines after one that is known.
	 * @param number the number of that line, 0 for none
	 * @return newer lines, the oldest first
	 */
	synchronized List<Line> after(long number) {
		return this.lines.stream().filter((line) -> line.number() > number).toList();
	}

	/**
	 * The number of the last line.
	 */
	synchronized long last() {
		return this.last;
	}

	/**
	 * Add a line about something that has gone.
	 * @param kind what kind of thing it was: the name of its cache, if it was in one
	 * @param name its key or name, or {@code null} if that has gone as well
	 */
	public synchronized void add(String kind, @Nullable String name) {
		this.last++;
		this.lines.add(new Line(this.last, this.clock.instant(), kind, name));
		if (this.lines.size() > MAXIMUM) {
			this.lines.remove();
		}
	}

	/**
	 * A callback.
	 *
	 * @param number counts the lines
	 * @param at when the callback ran
	 * @param kind what kind of thing has gone
	 * @param name its key or name
	 */
	record Line(long number, Instant at, String kind, @Nullable String name) {
	}

}
