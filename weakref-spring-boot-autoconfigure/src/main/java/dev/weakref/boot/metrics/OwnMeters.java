package dev.weakref.boot.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleSupplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.noop.NoopMeter;
import org.jspecify.annotations.Nullable;

/**
 * The meters that registries created for this library. A meter is removed by the instance
 * that the registry gave, after its last user has left, and only if the registry still
 * has that instance.
 * <p>
 * A registry that has the meter of another owner in the place gives that one. It is told
 * from a new meter by the id, which in most cases still has the name, the description or
 * a tag of the request as the same instance, and otherwise by reading it.
 * <p>
 * A composite registry that removes a meter has each of its registries remove the meter
 * that the id is mapped to there, even if others use it. So meters of this library that
 * are mapped to the same one are registered again afterwards; if it is that of another
 * owner, the meter stays in the composite, reads 0 and holds nothing.
 * <p>
 * Changes are made one at a time, so a filter or listener of a registry must not wait for
 * another thread that registers meters here. Reading meters takes no lock.
 */
final class OwnMeters {

	private final Map<MeterRegistry, Map<Meter, OwnMeter>> meters = new IdentityHashMap<>();

	/** The meters of registries before a removal. */
	private final Map<MeterRegistry, Set<Meter>> present = new IdentityHashMap<>();

	/**
	 * Register a meter.
	 * @return its use, or {@code null} if the registry refuses it or has the meter of
	 * another owner in its place
	 */
	synchronized @Nullable MeterUse register(MeterRegistry registry, MeterRequest request, DoubleSupplier source) {
		MeterUse use = new MeterUse(request, source);
		join(registry, use, new Reading(source));
		return (use.meter != null) ? use : null;
	}

	/**
	 * End uses, and remove meters that have none any more.
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
				own.reading.source(own.users.get(0).source());
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
	 * The reading of the meter of the composite that goes may still be that of meters of
	 * the composite that stay, which refer to the meter that was removed.
	 */
	private void removePart(MeterUse part, OwnMeter own, Reading reading) {
		leave(part, own);
		remove(own);
		if (!own.users.isEmpty() && isPresent(own)) {
			if (reading.isReleased()) {
				reading.source(own.users.get(0).source());
			}
			restore(own);
		}
	}

	/**
	 * Register a meter again that was removed although it has users.
	 */
	private void restore(OwnMeter own) {
		List<MeterUse> users = List.copyOf(own.users);
		users.forEach((use) -> leave(use, own));
		MeterUse first = users.get(0);
		join(own.registry, first, new Reading(first.source()));
		OwnMeter restored = first.meter;
		if (restored != null) {
			users.stream().skip(1).forEach((use) -> use(use, restored));
		}
	}

	/**
	 * Find the meters that the registries of a composite have for those of the composite.
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
		wholes.forEach((whole) -> whole.request.marks().forEach((mark) -> marked.put(mark, whole)));
		for (Meter meter : registry.getMeters()) {
			for (Object part : MeterRequest.parts(meter.getId())) {
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
				unmarked.put(whole, addPart(whole, registry).request().register(registry, whole.reading));
			}
		}
		Set<OwnMeter> others = Identities.of(unmarked.keySet());
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
		MeterUse part = new MeterUse(whole.request.as(whole.meter.getId()), whole.reading::value);
		whole.parts.put(registry, part);
		return part;
	}

	private void join(MeterRegistry registry, MeterUse use, Reading reading) {
		join(registry, use, reading, use.request().register(registry, reading));
	}

	/**
	 * Use the meter that a registry gave if it is one of this library.
	 * @return whether it is not one of another owner
	 */
	private boolean join(MeterRegistry registry, MeterUse use, Reading reading, Meter meter) {
		if (meter instanceof NoopMeter) {
			return true;
		}
		OwnMeter own = meters(registry).get(meter);
		if (own == null) {
			if (!use.request().isMarked(meter) && !reading.isReadBy(meter)) {
				return false;
			}
			own = new OwnMeter(registry, use.request(), meter, reading);
			add(own);
		}
		else if (own.users.isEmpty()) {
			own.reading.source(use.source());
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
		return this.present.computeIfAbsent(registry, (key) -> Identities.of(key.getMeters()));
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
	 * A composite gives its own set of registries, which others may change meanwhile.
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
