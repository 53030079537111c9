package dev.weakref.cache;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import dev.weakref.collection.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * The version of a value that was read from an engine. Its digest is half of a SHA-256 of
 * the stored bytes, which takes 16 bytes where the stored bytes themselves would take as
 * much memory as the value.
 *
 * @param trust decides whether the version is current
 * @param epoch the epoch before the value was read
 * @param index the place of the key's generation
 * @param generation the key's generation before the value was read
 * @param deadline the time from which the value is not used
 * @param high the first half of the digest; both halves are 0 if there are no stored
 * bytes
 * @param low the second half of the digest
 * @param isProvisional whether the value did not come from the engine
 */
record Version(Trust trust, long epoch, int index, int generation, long deadline, long high, long low,
		boolean isProvisional) implements Stamp {

	@Override
	public boolean isCurrent() {
		return this.trust.isCurrent(this);
	}

	Version with(int generation) {
		return new Version(this.trust, this.epoch, this.index, generation, this.deadline, this.high, this.low, false);
	}

	/**
	 * Returns the version of a value with the given stored form.
	 */
	Version of(byte @Nullable [] bytes) {
		if (bytes == null) {
			return this;
		}
		try {
			ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
			return new Version(this.trust, this.epoch, this.index, this.generation, this.deadline, digest.getLong(),
					digest.getLong(), false);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	boolean hasDigest() {
		return this.high != 0 || this.low != 0;
	}

	/**
	 * Returns whether a change was reported, or the channel lost or restored, between the
	 * other version and this one.
	 */
	boolean isNewerThan(Version other) {
		return this.epoch > other.epoch || (this.epoch == other.epoch && this.generation - other.generation > 0);
	}

	boolean isOfSameTime(Version other) {
		return this.epoch == other.epoch && this.index == other.index && this.generation == other.generation;
	}

	boolean hasSameDigest(Version other) {
		return hasDigest() && this.high == other.high && this.low == other.low;
	}

}
