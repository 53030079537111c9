package dev.weakref.testsupport;

import java.util.Map;

import dev.weakref.boot.actuate.BeansDescriptor;
import dev.weakref.boot.actuate.CacheDescriptor;
import dev.weakref.boot.actuate.FinalizersDescriptor;
import dev.weakref.boot.actuate.GroupDescriptor;
import dev.weakref.boot.actuate.ListenersDescriptor;
import dev.weakref.boot.actuate.LocksDescriptor;
import dev.weakref.boot.actuate.MetersDescriptor;
import dev.weakref.boot.actuate.ReaperDescriptor;
import dev.weakref.boot.actuate.SignalDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;

/**
 * The sections of the report of an endpoint.
 *
 * @param sections the sections by kind
 */
public record Report(Map<String, Object> sections) {

	public static Report of(WeakRefsEndpoint endpoint) {
		return new Report(endpoint.weakRefs());
	}

	public Map<String, CacheDescriptor> caches() {
		return section("caches");
	}

	public Map<String, GroupDescriptor> registry() {
		return section("registry");
	}

	public Map<String, BeansDescriptor> beans() {
		return section("beans");
	}

	public Map<String, SignalDescriptor> signals() {
		return section("signals");
	}

	public Map<String, ListenersDescriptor> listeners() {
		return section("listeners");
	}

	public Map<String, LocksDescriptor> locks() {
		return section("locks");
	}

	public FinalizersDescriptor finalizers() {
		return section("finalizers");
	}

	public MetersDescriptor meters() {
		return section("meters");
	}

	public ReaperDescriptor reaper() {
		return section("reaper");
	}

	@SuppressWarnings("unchecked")
	public <T> T section(String kind) {
		return (T) this.sections.get(kind);
	}

}
