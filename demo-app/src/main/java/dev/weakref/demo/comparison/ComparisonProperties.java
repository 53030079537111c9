package dev.weakref.demo.comparison;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of a run.
 *
 * @param budget how much the heap may grow after the beginning of the first run
 * @param visitors how many visitors come while a run is measured
 */
@ConfigurationProperties("demo.comparison")
record ComparisonProperties(@DefaultValue("330MB") DataSize budget, @DefaultValue("50") int visitors) {
}
