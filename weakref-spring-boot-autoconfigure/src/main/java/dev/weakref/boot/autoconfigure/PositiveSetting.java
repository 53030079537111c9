package dev.weakref.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Refuses settings that are zero or negative, also where nothing uses them yet.
 */
final class PositiveSetting {

	private PositiveSetting() {
	}

	static void require(String property, @Nullable Duration value, String remedy) {
		if (value != null && (value.isNegative() || value.isZero())) {
			throw new WeakRefConfigurationException(property, value, "the duration must be positive", remedy);
		}
	}

	static void require(String property, @Nullable Long value, String remedy) {
		if (value != null && value <= 0) {
			throw new WeakRefConfigurationException(property, value, "the number must be positive", remedy);
		}
	}

}
