package dev.weakref.demo.viewers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until it is moved on.
 */
class SettableClock implements InstantSource {

	private Instant now = Instant.EPOCH;

	@Override
	public Instant instant() {
		return this.now;
	}

	void advance(Duration duration) {
		this.now = this.now.plus(duration);
	}

}
