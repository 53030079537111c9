package dev.weakref.demo.spring;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.boot.metrics.WeakMeters;
import dev.weakref.demo.card.Card;
import dev.weakref.demo.card.Shelf;
import dev.weakref.demo.card.Thing;
import dev.weakref.demo.live.CallbackLog;
import dev.weakref.finalizer.Finalizers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * {@code WeakMeters}: a gauge for each room of an exhibition.
 */
@Component
@Order(3)
class RoomCard implements Card {

	private static final int MOST = 20;

	private final AtomicInteger numbers = new AtomicInteger();

	private final Random random = new Random();

	private final WeakMeters meters;

	private final MeterRegistry registry;

	private final Shelf<Room> rooms;

	RoomCard(WeakMeters meters, MeterRegistry registry, Finalizers finalizers, CallbackLog log) {
		this.meters = meters;
		this.registry = registry;
		this.rooms = new Shelf<>(finalizers, (name) -> log.add("meter", name));
	}

	@Override
	public String name() {
		return "meters";
	}

	@Override
	public List<Class<?>> sources() {
		return List.of(RoomCard.class);
	}

	@Override
	public Map<String, Runnable> actions() {
		return Map.of("use", this::open, "visit", this::visit, "let-go", this.rooms::letGo);
	}

	/**
	 * The rooms, each with what the registry says of it.
	 */
	@Override
	public List<Thing> things() {
		return this.rooms.things().stream().map((room) -> room.withValue(measured(room.name()))).toList();
	}

	@Override
	public void letGoOfAll() {
		this.rooms.letGoOfAll();
	}

	private void open() {
		Room room = new Room("Room " + this.numbers.incrementAndGet());
		room.change(1 + this.random.nextInt(MOST));
		measure(room);
		this.rooms.take(room.name(), room);
	}

	// tag::meters[]
	void measure(Room room) {
		this.meters.of(room)
			.tag("room", room.name())
			.description("People in a room")
			.gauge("exhibition.visitors", Room::visitors);
	}
	// end::meters[]

	private void visit() {
		this.rooms.held().forEach((room) -> room.change(1 + this.random.nextInt(MOST)));
	}

	private double measured(String room) {
		Gauge gauge = this.registry.find("exhibition.visitors").tag("room", room).gauge();
		return (gauge != null) ? gauge.value() : 0;
	}

}
