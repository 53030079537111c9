package dev.weakref.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.weakref.reaper.Directory;
import dev.weakref.reaper.DirectoryListener;
import dev.weakref.reaper.Registration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of things that come and go: each gets its meters in every bound registry when it
 * comes, and loses them when it goes.
 * <p>
 * Meters hold what is managed of a thing strongly, so that no gauge ever reads
 * {@code NaN}; that is not what its users hold, so none keeps a thing alive.
 *
 * @param <M> the type of what is managed
 */
abstract class DirectoryMeters<M> implements MeterBinder, DirectoryListener<M>, AutoCloseable {

	private final List<MeterRegistry> registries = new ArrayList<>();

	private final Map<M, List<MeterGroup>> meters = new HashMap<>();

	private final Directory<M> directory;

	private Registration registration = () -> {
	};

	DirectoryMeters(Directory<M> directory) {
		this.directory = directory;
	}

	/**
	 * Register the meters of a thing.
	 */
	abstract void register(M managed, MeterGroup group);

	@Override
	public final synchronized void bindTo(MeterRegistry registry) {
		if (this.registries.isEmpty()) {
			this.registration = this.directory.addListener(this);
		}
		this.registries.add(registry);
		this.meters.forEach((managed, groups) -> groups.add(register(managed, registry)));
	}

	@Override
	public final synchronized void added(M managed) {
		if (!this.meters.containsKey(managed)) {
			List<MeterGroup> groups = new ArrayList<>();
			this.registries.forEach((registry) -> groups.add(register(managed, registry)));
			this.meters.put(managed, groups);
		}
	}

	@Override
	public final synchronized void removed(M managed) {
		List<MeterGroup> groups = this.meters.remove(managed);
		if (groups != null) {
			groups.forEach(MeterGroup::remove);
		}
	}

	/**
	 * Remove all meters, for the sake of registries that outlive the application.
	 */
	@Override
	public final synchronized void close() {
		this.registration.close();
		List.copyOf(this.meters.keySet()).forEach(this::removed);
	}

	private MeterGroup register(M managed, MeterRegistry registry) {
		MeterGroup group = new MeterGroup(registry);
		register(managed, group);
		return group;
	}

}
