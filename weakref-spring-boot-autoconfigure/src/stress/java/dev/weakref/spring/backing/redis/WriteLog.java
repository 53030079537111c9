package dev.weakref.spring.backing.redis;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The times at which the values of all keys were written, in a file that two processes
 * share. {@link System#nanoTime()} is the same clock in all processes of a machine with
 * Linux.
 */
final class WriteLog {

	private final LongBuffer times;

	private final int versions;

	WriteLog(Path file, int keys, int versions) throws IOException {
		this.versions = versions;
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8L * keys * versions);
			this.times = bytes.asLongBuffer();
		}
	}

	/**
	 * Notes that a version of a key has been written.
	 */
	void written(int key, int version) {
		this.times.put(key * this.versions + version, System.nanoTime());
	}

	/**
	 * Returns for how long a version had been overwritten at a time, in nanoseconds.
	 */
	long age(int key, int version, long time) {
		int next = version + 1;
		long overwritten = (next < this.versions) ? this.times.get(key * this.versions + next) : 0;
		return (overwritten != 0) ? Math.max(0, time - overwritten) : 0;
	}

	/**
	 * Returns the last version that was written.
	 */
	int last(int key) {
		int version = 0;
		while (version + 1 < this.versions && this.times.get(key * this.versions + version + 1) != 0) {
			version++;
		}
		return version;
	}

}
