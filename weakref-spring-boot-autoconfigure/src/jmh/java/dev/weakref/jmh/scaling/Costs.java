package dev.weakref.jmh.scaling;

/**
 * The cost of commands and invalidations to Redis, in seconds of its one thread, as
 * {@link InvalidationCost} measures it. Redis puts all changes of one turn of its event
 * loop into one message for each connection.
 */
final class Costs {

	/** A command of a connection of its own: read, run and answered. */
	static final double COMMAND = micros("command", 13);

	/** A message of one turn to one connection. */
	static final double MESSAGE = micros("message", 12);

	/** A key in such a message. */
	static final double KEY = micros("key", 0.05);

	/** The bytes of a message without keys. */
	static final int MESSAGE_BYTES = 25;

	/** The bytes of a key in a message. */
	static final int KEY_BYTES = 22;

	/** The time on the way, once. */
	static final double LATENCY = micros("latency", 60);

	private Costs() {
	}

	private static double micros(String name, double fallback) {
		return Double.parseDouble(System.getProperty("micros." + name, String.valueOf(fallback))) / 1e6;
	}

}
