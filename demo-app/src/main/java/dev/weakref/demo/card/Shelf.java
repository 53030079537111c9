package dev.weakref.demo.card;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.weakref.finalizer.Finalizers;
import org.jspecify.annotations.Nullable;

/**
 * The things that are held for the visitors of the page. One that was let go of stays in
 * sight, but is not held, until it has been collected.
 *
 * @param <T> the type of the things
 */
public final class Shelf<T> {

	private static final int MAXIMUM = 12;

	private final Map<String, Place<T>> places = new LinkedHashMap<>();

	private final Finalizers finalizers;

	private final Presence presence;

	/**
	 * Create an empty shelf.
	 * @param finalizers tell what was collected
	 * @param farewell is given the name of each thing that was collected
	 */
	public Shelf(Finalizers finalizers, Consumer<String> farewell) {
		this.finalizers = finalizers;
		this.presence = new Presence(ConcurrentHashMap.newKeySet(), farewell);
	}

	/**
	 * Hold a thing, or hold it once more.
	 * @param name what to call it; it is the same thing as long as that is there
	 * @param thing the thing
	 * @throws NotNowException if there are too many things
	 */
	public synchronized void take(String name, T thing) {
		removeCollected();
		Place<T> place = this.places.get(name);
		if (place == null) {
			if (this.places.size() >= MAXIMUM) {
				throw new NotNowException("That is enough. Let go of some, and ask for a collection.");
			}
			place = new Place<>(mark(name, thing));
			this.places.put(name, place);
		}
		place.thing = thing;
		place.holders++;
	}

	/**
	 * Let the oldest thing that is held be held by one less.
	 */
	public synchronized void letGo() {
		this.places.values().stream().filter((place) -> place.holders > 0).findFirst().ifPresent(Place::release);
	}

	/**
	 * Let a thing be held by one less.
	 * @param name the name of the thing
	 */
	public synchronized void letGo(String name) {
		Place<T> place = this.places.get(name);
		if (place != null) {
			place.release();
		}
	}

	/**
	 * Hold nothing any more.
	 */
	public synchronized void letGoOfAll() {
		this.places.values().forEach((place) -> {
			place.holders = 0;
			place.thing = null;
		});
	}

	/**
	 * How many times a thing is held.
	 * @param name the name of the thing
	 * @return the number, 0 if there is no such thing
	 */
	public synchronized int holders(String name) {
		Place<T> place = this.places.get(name);
		return (place != null) ? place.holders : 0;
	}

	/**
	 * The things that are held.
	 * @return the things, the oldest first
	 */
	public synchronized List<T> held() {
		return this.places.values().stream().flatMap(Place::stream).toList();
	}

	/**
	 * The things that were not collected.
	 * @return the things, the oldest first
	 */
	public synchronized List<Thing> things() {
		removeCollected();
		return this.places.entrySet()
			.stream()
			.map((entry) -> Thing.of(entry.getKey(), entry.getValue().holders, 0))
			.toList();
	}

	private void removeCollected() {
		this.places.values().removeIf((place) -> !this.presence.marks().contains(place.mark));
	}

	private Mark mark(String name, T thing) {
		Mark mark = new Mark(name);
		this.presence.marks().add(mark);
		this.finalizers.register(thing, mark, this.presence::end, false);
		return mark;
	}

	/**
	 * Stands for a thing, and knows no more than its name.
	 */
	private static final class Mark {

		private final String name;

		Mark(String name) {
			this.name = name;
		}

	}

	/**
	 * Which things are there. Finalizers hold it, so it holds none of them.
	 */
	private record Presence(Set<Mark> marks, Consumer<String> farewell) {

		void end(Mark mark) {
			this.marks.remove(mark);
			this.farewell.accept(mark.name);
		}

	}

	private static final class Place<T> {

		private final Mark mark;

		private @Nullable T thing;

		private int holders;

		Place(Mark mark) {
			this.mark = mark;
		}

		void release() {
			this.holders = Math.max(0, this.holders - 1);
			if (this.holders == 0) {
				this.thing = null;
			}
		}

		Stream<T> stream() {
			return Stream.ofNullable(this.thing);
		}

	}

}
