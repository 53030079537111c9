package dev.weakref.demo.pictures;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.finalizer.Finalizers;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Decodes pictures, and knows which of them are in memory, whatever store they are in. It
 * holds none of them.
 */
@Component
public class Decodes {

	private final AtomicInteger numbers = new AtomicInteger();

	private final AtomicInteger collected = new AtomicInteger();

	private final Map<Integer, Decoded> live = new ConcurrentSkipListMap<>();

	private final Map<String, Decoded> latest = new ConcurrentHashMap<>();

	private final List<Decoded> noted = new ArrayList<>();

	private final Finalizers finalizers;

	Decodes(Finalizers finalizers) {
		this.finalizers = finalizers;
	}

	/**
	 * The decodes whose pictures are in memory.
	 * @return the decodes, the oldest first
	 */
	public List<Decoded> live() {
		return this.live.values().stream().filter(Decoded::isLive).toList();
	}

	/**
	 * How many decoded pictures were collected, whatever store they had been in.
	 * @return the number of callbacks
	 */
	public int collected() {
		return this.collected.get();
	}

	/**
	 * Forget the decodes that were noted, and note those to come.
	 */
	public synchronized void note() {
		this.noted.clear();
	}

	/**
	 * The decodes since {@link #note()}.
	 * @return the decodes, the oldest first
	 */
	public synchronized List<Decoded> noted() {
		return List.copyOf(this.noted);
	}

	@Nullable Decoded latest(String name) {
		return this.latest.get(name);
	}

	Picture decode(String name, Path file) {
		Picture picture = new Picture(name, this.numbers.incrementAndGet(), Decoder.decode(file));
		Decoded decoded = new Decoded(picture);
		this.latest.put(name, decoded);
		this.live.put(decoded.number(), decoded);
		add(decoded);
		this.finalizers.register(picture, new End(decoded, this.live.values(), this.collected), End::come, false);
		return picture;
	}

	private synchronized void add(Decoded decoded) {
		if (this.noted.size() < 1000) {
			this.noted.add(decoded);
		}
	}

	/**
	 * Runs after the picture was collected.
	 */
	private record End(Decoded decoded, Collection<Decoded> live, AtomicInteger collected) {

		void come() {
			this.decoded.callBack(System.nanoTime());
			this.live.remove(this.decoded);
			this.collected.incrementAndGet();
		}

	}

}
