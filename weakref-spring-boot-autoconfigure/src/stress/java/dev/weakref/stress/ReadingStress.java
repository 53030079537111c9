package dev.weakref.stress;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.weakref.boot.actuate.CacheDescriptor;
import dev.weakref.boot.actuate.CollectionDescriptor;
import dev.weakref.boot.actuate.FinalizersDescriptor;
import dev.weakref.boot.actuate.GroupDescriptor;
import dev.weakref.boot.actuate.LocksDescriptor;
import dev.weakref.boot.actuate.MemoDescriptor;
import dev.weakref.boot.actuate.ReaperDescriptor;
import dev.weakref.boot.actuate.SignalDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.actuate.WeakRefsSection;
import dev.weakref.boot.metrics.DirectoryMeters;
import dev.weakref.boot.metrics.FinalizerMeters;
import dev.weakref.boot.metrics.LockMeters;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.Mode;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.collection.WeakCollections;
import dev.weakref.collection.WeakInterner;
import dev.weakref.collection.WeakKeyMap;
import dev.weakref.collection.WeakSet;
import dev.weakref.collection.WeakValueMap;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.lock.WeakLocks;
import dev.weakref.memo.Memoizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.registry.WeakGroup;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.testsupport.Background;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * One thread asks every structure for its sizes, and endpoint and meters for everything,
 * without a pause; objects must go all the same. Exits with 1 if one does not.
 */
public final class ReadingStress {

	private static final Duration DEADLINE = Duration.ofSeconds(60);

	private final Reaper reaper = Reaper.start();

	private final WeakCaches caches = new WeakCaches(this.reaper, (builder) -> {
	});

	private final WeakCollections collections = new WeakCollections(this.reaper);

	private final WeakRegistry registry = new WeakRegistry(this.reaper);

	private final Finalizers finalizers = new Finalizers(new Referents(this.reaper));

	private final Signals signals = new Signals(this.reaper);

	private final Memoizers memoizers = new Memoizers(this.reaper);

	private final WeakLocks locks = new WeakLocks(this.reaper);

	private final WeakRefsEndpoint endpoint = new WeakRefsEndpoint(this.caches,
			List.of(WeakRefsSection.of("caches", this.caches.directory(), CacheDescriptor::of), WeakRefsSection.of("collections", this.collections.directory(), CollectionDescriptor::of),
					WeakRefsSection.of("memoized", this.memoizers.directory(), MemoDescriptor::of), WeakRefsSection.of("registry", this.registry.directory(), GroupDescriptor::of),
					WeakRefsSection.of("finalizers", () -> FinalizersDescriptor.of(this.finalizers.statistics())), WeakRefsSection.of("signals", this.signals.directory(), SignalDescriptor::of),
					WeakRefsSection.of("locks", Map.of("locks", this.locks), (named) -> LocksDescriptor.of(named.statistics())), WeakRefsSection.of("reaper", () -> ReaperDescriptor.of(this.reaper.statistics()))));

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Map<Mode, ReferenceMap<Object, Object>> maps = Mode.all()
		.collect(Collectors.toMap(Function.identity(),
				(mode) -> mode.<Object, Object>builder().reaper(this.reaper).build()));

	private final WeakCache<Object, Object> cacheOfValues = this.caches.create("values");

	private final WeakCache<Object, Object> cacheOfKeys = this.caches.create("keys",
			(builder) -> builder.references(References.WEAK_KEYS).keyEquality(KeyEquality.IDENTITY));

	private final WeakKeyMap<Object, Object> keyMap = this.collections.weakKeyMap("keys", KeyEquality.IDENTITY);

	private final WeakValueMap<Object, Object> valueMap = this.collections.weakValueMap("values", KeyEquality.EQUALS);

	private final WeakSet<Object> set = this.collections.weakSet("set", KeyEquality.EQUALS);

	private final WeakInterner<Object> interner = this.collections.weakInterner("interner");

	private final WeakGroup<Object> group = this.registry.group("group");

	private final Signal<Object, Object> signal = this.signals.create("signal");

	private final Function<Object, Object> memoized = this.memoizers.memoize("memoized", KeyEquality.IDENTITY,
			(argument) -> "result");

	/** Is key or value where the other one is to go. */
	private final Object held = new Object();

	private int rounds;

	private ReadingStress() {
		new DirectoryMeters(this.caches.directory()).bindTo(this.meters);
		new DirectoryMeters(this.collections.directory()).bindTo(this.meters);
		new DirectoryMeters(this.registry.directory()).bindTo(this.meters);
		new FinalizerMeters(this.finalizers).bindTo(this.meters);
		new DirectoryMeters(this.signals.directory()).bindTo(this.meters);
		new DirectoryMeters(this.memoizers.directory()).bindTo(this.meters);
		new LockMeters(Map.of("locks", this.locks)).bindTo(this.meters);
	}

	/**
	 * Run it.
	 * @param args for how many milliseconds
	 */
	public static void main(String[] args) {
		System.exit(new ReadingStress().run(Duration.ofMillis(Long.parseLong(args[0]))) ? 0 : 1);
	}

	private boolean run(Duration duration) {
		AtomicBoolean over = new AtomicBoolean();
		long[] readings = new long[1];
		Background<Boolean> reader = Background.run(() -> {
			while (!over.get()) {
				read();
				readings[0]++;
			}
		});
		long start = System.nanoTime();
		int gone = 0;
		List<String> kept = List.of();
		while (kept.isEmpty() && System.nanoTime() - start < duration.toNanos()) {
			List<Dropped> dropped = drop();
			kept = awaitCollected(dropped);
			gone += dropped.size() - kept.size();
		}
		over.set(true);
		reader.result();
		System.out.printf("%,d objects went during %,d readings; kept alive: %s%n", gone, readings[0], kept);
		return kept.isEmpty();
	}

	private void read() {
		long sum = 0;
		for (ReferenceMap<Object, Object> map : this.maps.values()) {
			sum += map.size() + map.liveCount() + map.estimatedSize() + map.collectedCount() + map.keySet().size();
			sum += (map.isEmpty() | map.containsKey(this.held) | map.keySet().contains(this.held)
					| map.values().isEmpty()) ? 1 : 0;
		}
		sum += this.set.size() + this.interner.liveCount() + this.group.liveCount() + this.signal.receiverCount();
		sum += (this.set.contains(this.held) | this.group.contains(this.held) | this.group.isEmpty()) ? 1 : 0;
		sum += (this.cacheOfValues.contains(this.held) | this.cacheOfKeys.contains(this.held)
				| this.signal.hasReceivers(this.held)) ? 1 : 0;
		sum += this.cacheOfValues.liveCount() + this.cacheOfValues.asMap().size();
		sum += this.endpoint.weakRefs().size();
		for (String kind : List.of("caches", "collections")) {
			sum += (this.endpoint.weakRef(kind, "values") != null) ? 1 : 0;
		}
		sum += this.meters.getMeters()
			.stream()
			.mapToLong((meter) -> meter.measure().spliterator().getExactSizeIfKnown())
			.sum();
		this.meters.forEachMeter((meter) -> meter.measure().forEach((measurement) -> measurement.getValue()));
		if (sum == Long.MIN_VALUE) {
			throw new IllegalStateException("The sum is there so that nothing is left out");
		}
	}

	/**
	 * Put objects into all structures, and let go of them.
	 */
	private List<Dropped> drop() {
		List<Dropped> dropped = new ArrayList<>();
		this.maps.forEach((mode, map) -> {
			if (mode.references() == References.WEAK_KEYS || mode.references() == References.WEAK_KEYS_AND_VALUES) {
				dropped.add(drop("key of " + mode, (key) -> map.put(key, this.held)));
			}
			if (mode.references() != References.WEAK_KEYS) {
				dropped.add(drop("value of " + mode, (value) -> map.put(this.held, value)));
			}
		});
		dropped.add(drop("value of a cache", (value) -> this.cacheOfValues.put(this.held, value)));
		dropped.add(drop("key of a cache", (key) -> this.cacheOfKeys.put(key, this.held)));
		dropped.add(drop("key of a map", (key) -> this.keyMap.put(key, this.held)));
		dropped.add(drop("value of a map", (value) -> this.valueMap.put(this.held, value)));
		dropped.add(drop("element of a set", this.set::add));
		dropped.add(drop("canonical instance", this.interner::intern));
		dropped.add(drop("member of a type", this.registry::register));
		dropped.add(drop("member of a group", this.group::register));
		dropped.add(drop("object with a finalizer", (object) -> this.finalizers.register(object, "", (resource) -> {
		})));
		dropped.add(drop("owner of a receiver", (owner) -> this.signal.connect(owner, (same, event) -> {
		})));
		dropped.add(drop("sender", (sender) -> this.signal.from(sender).connect(this, (same, event) -> {
		})));
		dropped.add(drop("argument of a function", this.memoized::apply));
		dropped.add(new Dropped("lock", this.locks.lockFor(this.held)));
		this.rounds++;
		dropped.add(new Dropped("cache", this.caches.create("cache " + this.rounds)));
		dropped.add(new Dropped("set", this.collections.weakSet("set " + this.rounds, KeyEquality.EQUALS)));
		dropped.add(new Dropped("map", this.collections.weakKeyMap("map " + this.rounds, KeyEquality.EQUALS)));
		dropped.add(new Dropped("signal", this.signals.create("signal " + this.rounds)));
		return dropped;
	}

	private static Dropped drop(String what, Consumer<Object> put) {
		Object object = new Object();
		put.accept(object);
		return new Dropped(what, object);
	}

	private List<String> awaitCollected(List<Dropped> dropped) {
		long start = System.nanoTime();
		while (dropped.stream().anyMatch(Dropped::isThere) && System.nanoTime() - start < DEADLINE.toNanos()) {
			System.gc();
		}
		return dropped.stream().filter(Dropped::isThere).map(Dropped::what).toList();
	}

	private record Dropped(String what, WeakReference<Object> reference) {

		Dropped(String what, Object object) {
			this(what, new WeakReference<>(object));
		}

		boolean isThere() {
			return !this.reference.refersTo(null);
		}

	}

}
