package dev.weakref.demo.spring;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How stamping goes.
 *
 * @param inkDries for how long a worker has the lock of a picture
 */
@ConfigurationProperties("demo.stamps")
record StampsProperties(@DefaultValue("1200ms") Duration inkDries) {
}
