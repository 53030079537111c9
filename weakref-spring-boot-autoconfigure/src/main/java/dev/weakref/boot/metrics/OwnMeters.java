package dev.weakref.boot.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.noop.NoopMeter;
import org.jspecify.annotations.Nullable;

/**
 * The meters that registries created for this library. A meter is removed when it has no
 * uses any more, and only if the registry still has the same instance.
 * <p>
 * If a registry has a meter of another owner in the place of a requested one, it returns
 * that meter. A new meter differs from it in its id, which usually still has the name,
 * the description or a tag of the request as the same instance. If filters have replaced
 * them all, reading the meter tells whether it is a new one.
 * <p>
 * When a composite registry removes a meter, each of its registries removes the meter
 * that its filters map the id to, even if others use it. Meters of this library that are
 * mapped to the same one are therefore registered again. If it is the meter of another
 * owner, the meter stays in the composite, reads 0 and holds nothing.
 * <p>
 * Changes are made one at a time, so a filter or listener of a registry must not wait for
 * another thread that registers meters here. Reading meters takes no lock.
 */
final class OwnMeters {

	private final Map<MeterRegistry, Map<Meter, OwnMeter>> meters = new IdentityHashMap<>();

	/** The meters that registries had before a removal. */
	private final Map<MeterRegistry, Set<Meter>> present = new IdentityHashMap<>();

	/**
	 * Registers a meter.
	 * @return {@code false} if the registry refuses the meter or has the meter of another
	 * owner in its place
	 */
	synchronized boolean register(MeterRegistry registry, MeterUse use) {
		join(registry, use, new Reading(use.source));
		return use.meter != null;
	}

	/**
	 * Ends uses, and removes meters that have none any more.
	 */
	synchronized void release(Collection<MeterUse> uses) {
		try {
			for (MeterUse use : uses) {
				release(use);
			}
		}
		finally {
			this.present.clear();
		}
	}

	private void release(MeterUse use) {
		OwnMeter own = use.meter;
		if (own == null) {
			return;
		}
		CompositeMeterRegistry composite = (own.registry instanceof CompositeMeterRegistry it) ? it : null;
		if (composite != null && own.users.size() == 1) {
			findParts(composite);
		}
		boolean first = own.users.get(0) == use;
		leave(use, own);
		if (!own.users.isEmpty()) {
			if (first) {
				own.reading.source(own.users.get(0).source);
			}
		}
		else if (composite != null) {
			removeComposite(own);
		}
		else {
			remove(own);
		}
	}

	private static void leave(MeterUse use, OwnMeter own) {
		own.users.remove(use);
		use.meter = null;
	}

	private void remove(OwnMeter own) {
		forget(own);
		if (isPresent(own)) {
			own.registry.remove(own.meter);
		}
	}

	private void removeComposite(OwnMeter own) {
		own.parts.keySet().forEach(this::present);
		own.reading.release();
		if (!own.shared) {
			remove(own);
		}
		for (MeterUse part : own.parts.values()) {
			if (part.meter != null) {
				removePart(part, part.meter, own.reading);
			}
		}
		own.parts.clear();
		own.shared = false;
	}

	/**
	 * Registers the meter again if others use it. They still refer to the removed meter,
	 * so its reading must go on.
	 */
	private void removePart(MeterUse part, OwnMeter own, Reading reading) {
		leave(part, own);
		remove(own);
		if (!own.users.isEmpty() && isPresent(own)) {
			if (reading.isReleased()) {
				reading.source(own.users.get(0).source);
			}
			restore(own);
		}
	}

	/**
	 * Registers a meter again that was removed although it has uses.
	 */
	private void restore(OwnMeter own) {
		List<MeterUse> users = List.copyOf(own.users);
		users.forEach((use) -> leave(use, own));
		MeterUse first = users.get(0);
		join(own.registry, first, new Reading(first.source));
		OwnMeter restored = first.meter;
		if (restored != null) {
			users.stream().skip(1).forEach((use) -> use(use, restored));
		}
	}

	/**
	 * Finds the meters that the registries of a composite have for those of the
	 * composite.
	 */
	private void findParts(CompositeMeterRegistry composite) {
		for (MeterRegistry registry : registries(composite)) {
			List<OwnMeter> wholes = new ArrayList<>(meters(composite).values());
			wholes.removeIf((whole) -> whole.users.isEmpty() || whole.parts.containsKey(registry));
			if (!wholes.isEmpty()) {
				findParts(wholes, registry);
			}
		}
	}

	private void findParts(List<OwnMeter> wholes, MeterRegistry registry) {
		Map<Object, OwnMeter> marked = new IdentityHashMap<>();
		wholes.forEach((whole) -> whole.marks.forEach((mark) -> marked.put(mark, whole)));
		for (Meter meter : registry.getMeters()) {
			for (Object part : MeterUse.parts(meter.getId())) {
				OwnMeter whole = marked.get(part);
				if (whole != null && !whole.parts.containsKey(registry)) {
					join(registry, addPart(whole, registry), whole.reading, meter);
					break;
				}
			}
		}
		Map<OwnMeter, Meter> unmarked = new IdentityHashMap<>();
		for (OwnMeter whole : wholes) {
			if (!whole.parts.containsKey(registry)) {
				unmarked.put(whole, addPart(whole, registry).register(registry, whole.reading));
			}
		}
		Set<OwnMeter> others = MeterUse.identities(unmarked.keySet());
		others.removeIf((whole) -> joinPart(whole, registry, unmarked.get(whole)));
		// Several may use a meter that was created for one of them
		others.removeIf((whole) -> joinPart(whole, registry, unmarked.get(whole)));
		others.forEach((whole) -> whole.shared = true);
	}

	private boolean joinPart(OwnMeter whole, MeterRegistry registry, @Nullable Meter meter) {
		return join(registry, Objects.requireNonNull(whole.parts.get(registry)), whole.reading,
				Objects.requireNonNull(meter));
	}

	private static MeterUse addPart(OwnMeter whole, MeterRegistry registry) {
		MeterUse part = MeterUse.of(whole);
		whole.parts.put(registry, part);
		return part;
	}

	private void join(MeterRegistry registry, MeterUse use, Reading reading) {
		join(registry, use, reading, use.register(registry, reading));
	}

	/**
	 * Adds a use to the meter that a registry returned, if it is one of this library.
	 * @return {@code false} if it is one of another owner
	 */
	private boolean join(MeterRegistry registry, MeterUse use, Reading reading, Meter meter) {
		if (meter instanceof NoopMeter) {
			return true;
		}
		OwnMeter own = meters(registry).get(meter);
		if (own == null) {
			if (!use.isMarked(meter) && !reading.isReadBy(meter)) {
				return false;
			}
			own = new OwnMeter(registry, use, meter, reading);
			add(own);
		}
		else if (own.users.isEmpty()) {
			own.reading.source(use.source);
		}
		use(use, own);
		return true;
	}

	private static void use(MeterUse use, OwnMeter own) {
		own.users.add(use);
		use.meter = own;
	}

	private void add(OwnMeter own) {
		meters(own.registry).put(own.meter, own);
		Set<Meter> present = this.present.get(own.registry);
		if (present != null) {
			present.add(own.meter);
		}
	}

	private Map<Meter, OwnMeter> meters(MeterRegistry registry) {
		return this.meters.computeIfAbsent(registry, (key) -> new IdentityHashMap<>());
	}

	private void forget(OwnMeter own) {
		Map<Meter, OwnMeter> meters = meters(own.registry);
		meters.remove(own.meter);
		if (meters.isEmpty()) {
			this.meters.remove(own.registry);
		}
	}

	private boolean isPresent(OwnMeter own) {
		return present(own.registry).contains(own.meter);
	}

	private Set<Meter> present(MeterRegistry registry) {
		return this.present.computeIfAbsent(registry, (key) -> MeterUse.identities(key.getMeters()));
	}

	private static List<MeterRegistry> registries(CompositeMeterRegistry composite) {
		List<MeterRegistry> registries = new ArrayList<>();
		for (MeterRegistry registry : snapshot(composite)) {
			if (registry instanceof CompositeMeterRegistry inner) {
				registries.addAll(registries(inner));
			}
			else {
				registries.add(registry);
			}
		}
		return registries;
	}

	/**
	 * Copies the registries of a composite. It returns its own set, which other threads
	 * may change meanwhile.
	 */
	private static List<MeterRegistry> snapshot(CompositeMeterRegistry composite) {
		while (true) {
			try {
				return new ArrayList<>(composite.getRegistries());
			}
			catch (ConcurrentModificationException ex) {
				Thread.onSpinWait();
			}
		}
	}

}
