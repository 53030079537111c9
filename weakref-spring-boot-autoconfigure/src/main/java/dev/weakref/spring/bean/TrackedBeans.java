package dev.weakref.spring.bean;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import dev.weakref.directory.Directory;
import dev.weakref.directory.DirectoryHolder;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;

/**
 * Tracks the beans that Spring creates and does not keep, without keeping them alive: how
 * many of a type are live in a scope, how many were collected, and how many are still
 * held although their scope has ended.
 * <p>
 * Tracked beans are marked with {@link Tracked} or {@link DestroyWhenUnused}, or named in
 * the configuration. The instance itself is tracked, not a proxy around it. A type
 * appears in endpoint and meters from its first instance on.
 * <p>
 * A request or session has ended when Spring destroys its beans. The collector has to
 * examine such a bean first, which for an old one may take hours. So it counts as a leak
 * only when an object of the same age, released at that moment, has been collected, and
 * when the collector has processed references three times. Prototypes have no end, unless
 * they are {@linkplain DestroyWhenUnused destroyed when unused}: only number and age of
 * those are known.
 * <p>
 * Spring does not create the beans of a session that was kept outside the JVM and
 * restored, so they are not tracked.
 * <p>
 * Safe for use by any number of threads. A tracked bean costs about 75 bytes, twice as
 * many between its end and its collection.
 */
public final class TrackedBeans implements DirectoryHolder {

	private final ConcurrentMap<String, TrackedGroup> groups = new ConcurrentHashMap<>();

	private final MutableDirectory<ManagedBeans> directory;

	private final Reaper reaper;

	private final LongSupplier cycles;

	private final LongSupplier clock;

	/**
	 * Creates an instance that tracks nothing yet.
	 * @param reaper the reaper, which drains dead entries and counts reference-processing
	 * cycles
	 */
	public TrackedBeans(Reaper reaper) {
		this(reaper, () -> reaper.statistics().cycles(), System::nanoTime);
	}

	TrackedBeans(Reaper reaper, LongSupplier cycles, LongSupplier clock) {
		this.reaper = reaper;
		this.cycles = cycles;
		this.clock = clock;
		this.directory = new MutableDirectory<>(reaper);
	}

	/**
	 * Returns the live tracked beans of a type in all scopes, destroyed ones included.
	 * The stream is weakly consistent and holds the next bean strongly.
	 * @param type their class, a superclass or an interface
	 * @param <T> the type
	 * @return a stream, which is to be used at once
	 */
	public <T> Stream<T> stream(Class<T> type) {
		return stream(type, TrackedGroup::stream);
	}

	/**
	 * Returns the beans of a type that are counted as ended but live: Spring has
	 * destroyed them and the collector could have cleared them, but they are still held.
	 * A heap dump shows by whom. The stream is weakly consistent and holds the next bean
	 * strongly.
	 * @param type their class, a superclass or an interface
	 * @param <T> the type
	 * @return a stream, which is to be used at once
	 */
	public <T> Stream<T> endedButLive(Class<T> type) {
		return stream(type, TrackedGroup::endedButLive);
	}

	private <T> Stream<T> stream(Class<T> type, Function<TrackedGroup, Stream<Object>> beans) {
		Objects.requireNonNull(type, "'type' must not be null");
		return this.groups.values().stream().flatMap(beans).filter(type::isInstance).map(type::cast);
	}

	@Override
	public Directory<ManagedBeans> directory() {
		return this.directory;
	}

	TrackedGroup group(String type, String scope) {
		String name = type + " (" + scope + ")";
		TrackedGroup fresh = new TrackedGroup(name, this.reaper, this.cycles, this.clock);
		TrackedGroup other = this.groups.putIfAbsent(name, fresh);
		if (other != null) {
			return other;
		}
		this.directory.add(name, fresh, fresh);
		return fresh;
	}

}
