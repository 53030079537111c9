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
 * Knows the beans that Spring makes and does not keep for ever, without keeping them
 * alive: how many of a type are live in a scope, how many were collected, and how many
 * are still held by somebody although their scope has ended.
 * <p>
 * What is tracked is marked with {@link Tracked} or {@link DestroyWhenUnused}, or named
 * in the configuration; it is the instance itself, not a proxy around it. A type shows in
 * endpoint and meters from its first instance on.
 * <p>
 * A request or session has ended when Spring destroys its beans. Such a bean cannot go
 * before the collector has looked at it, which for one that has grown old may take hours,
 * so it is taken for a leak only when an object of the same age, let go at that moment,
 * has been collected, and when the collector has processed references three times.
 * Prototypes have no end, unless they are {@linkplain DestroyWhenUnused destroyed when
 * unused}: of those, number and age are all that can be told.
 * <p>
 * A session that is kept outside the JVM loses sight of its beans: what is brought back
 * is not made by Spring, and so not tracked.
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
	 * Create an instance that tracks nothing yet.
	 * @param reaper drains it and counts reference-processing cycles
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
	 * The live tracked beans of a type, whatever their scope, destroyed ones included.
	 * The stream is weakly consistent and holds the next bean strongly.
	 * @param type their class, a superclass or an interface
	 * @param <T> the type
	 * @return a stream, which is to be used at once
	 */
	public <T> Stream<T> stream(Class<T> type) {
		return stream(type, TrackedGroup::stream);
	}

	/**
	 * The beans of a type that are counted as ended but live: Spring has destroyed them
	 * and the collector could have cleared them, but somebody still holds them. Look at
	 * one in a heap dump, or at what it refers to, to find out who. The stream is weakly
	 * consistent and holds the next bean strongly.
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
