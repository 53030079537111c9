package dev.weakref.boot.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.Registration;
import dev.weakref.directory.Directory;
import dev.weakref.directory.DirectoryListener;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Meters of things that come and go: each gets its meters in every bound registry when it
 * comes, and loses them when it goes.
 * <p>
 * Meters hold what is managed of a thing strongly, so that no gauge ever reads
 * {@code NaN}; that is not what its users hold, so none keeps a thing alive.
 *
 * @param <M> the type of what is managed
 */
abstract class DirectoryMeters<M> extends SharingMeters {

	private final List<Registration> bound = new CopyOnWriteArrayList<>();

	private final Directory<M> directory;

	DirectoryMeters(Directory<M> directory) {
		this.directory = directory;
	}

	/**
	 * Register the meters of a thing.
	 */
	abstract void register(M managed, MeterGroup group);

	@Override
	public final void bindTo(MeterRegistry registry) {
		this.bound.add(this.directory.addListener(new Bound(registry)));
	}

	@Override
	public final void close() {
		this.bound.forEach(Registration::close);
		this.bound.clear();
	}

	/**
	 * The meters in one registry. A directory tells its listeners one thing at a time.
	 */
	private final class Bound implements DirectoryListener<M> {

		private final Map<M, MeterGroup> meters = new HashMap<>();

		private final MeterRegistry registry;

		private Bound(MeterRegistry registry) {
			this.registry = registry;
		}

		@Override
		public void added(M managed) {
			this.meters.put(managed, DirectoryMeters.this.register(this.registry, (group) -> register(managed, group)));
		}

		@Override
		public void removed(M managed) {
			MeterGroup group = this.meters.remove(managed);
			if (group != null) {
				group.remove();
			}
		}

	}

}
