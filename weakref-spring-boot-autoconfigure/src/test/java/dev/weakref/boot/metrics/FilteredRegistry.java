package dev.weakref.boot.metrics;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * A registry that has a filter, and the registry through which meters reach it.
 */
final class FilteredRegistry {

	final MeterRegistry filtered;

	final MeterRegistry bound;

	private final boolean late;

	FilteredRegistry(Layout layout, Filter filter) {
		this.filtered = (layout == Layout.PROMETHEUS) ? new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)
				: new SimpleMeterRegistry();
		filter.addTo.accept(this.filtered.config());
		this.late = layout == Layout.JOINING_A_COMPOSITE_LATER;
		this.bound = switch (layout) {
			case ALONE, PROMETHEUS -> this.filtered;
			case IN_A_COMPOSITE -> new CompositeMeterRegistry().add(this.filtered).add(new SimpleMeterRegistry());
			case JOINING_A_COMPOSITE_LATER -> new CompositeMeterRegistry();
			case IN_A_COMPOSITE_OF_A_COMPOSITE ->
				new CompositeMeterRegistry().add(new CompositeMeterRegistry().add(this.filtered));
		};
	}

	void joinLate() {
		if (this.late) {
			((CompositeMeterRegistry) this.bound).add(this.filtered);
		}
	}

	enum Layout {

		ALONE, PROMETHEUS, IN_A_COMPOSITE, JOINING_A_COMPOSITE_LATER, IN_A_COMPOSITE_OF_A_COMPOSITE

	}

	enum Filter {

		NONE((config) -> {
		}),

		DESCRIPTION_MAPPED((config) -> config.meterFilter(map((id) -> new Meter.Id(id.getName(),
				Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), "Described by a filter", id.getType())))),

		NAME_MAPPED((config) -> config.meterFilter(map((id) -> id.withName("mapped." + id.getName())))),

		IGNORED_TAGS((config) -> config.meterFilter(MeterFilter.ignoreTags("name", "cache"))),

		RENAMED_TAG((config) -> config.meterFilter(MeterFilter.renameTag("weakref", "name", "title"))),

		REPLACED_TAG_VALUES((config) -> config.meterFilter(MeterFilter.replaceTagValues("name", (value) -> "any"))
			.meterFilter(MeterFilter.replaceTagValues("cache", (value) -> "any"))),

		DENIED((config) -> config.meterFilter(MeterFilter.denyNameStartsWith("weakref"))),

		COMMON_TAGS((config) -> config.commonTags("application", "shop")),

		MAXIMUM_ALLOWABLE_TAGS((config) -> config
			.meterFilter(MeterFilter.maximumAllowableTags("weakref", "name", 1, MeterFilter.deny()))),

		EVERYTHING_MAPPED((config) -> config.meterFilter(map((id) -> new Meter.Id(
				(id.getName().equals("length") || id.getName().equals("other")) ? id.getName().toString()
						: "mapped." + id.getName(),
				Tags.of(id.getTags()
					.stream()
					.filter((tag) -> !tag.getKey().equals("name") && !tag.getKey().equals("cache"))
					.map((tag) -> Tag.of(tag.getKey(), tag.getValue()))
					.toList()),
				null, "Described by a filter", id.getType()))));

		private final Consumer<MeterRegistry.Config> addTo;

		Filter(Consumer<MeterRegistry.Config> addTo) {
			this.addTo = addTo;
		}

		private static MeterFilter map(UnaryOperator<Meter.Id> mapping) {
			return new MeterFilter() {

				@Override
				public Meter.Id map(Meter.Id id) {
					return mapping.apply(id);
				}

			};
		}

	}

}
