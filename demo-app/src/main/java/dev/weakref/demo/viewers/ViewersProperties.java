package dev.weakref.demo.viewers;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many viewers there may be, and for how long.
 *
 * @param maximum how many viewers may be open
 * @param expireAfter when a viewer is closed of which its browser has said nothing
 * @param visitEvery the time between two visitors
 */
@ConfigurationProperties("demo.viewers")
record ViewersProperties(@DefaultValue("24") int maximum, @DefaultValue("20s") Duration expireAfter,
		@DefaultValue("500ms") Duration visitEvery) {
}
