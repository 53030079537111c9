package dev.weakref.jmh.scaling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.jmh.scaling.LocalRedis.Connection;

/**
 * Measures the processor time that one invalidation costs a real Redis: that of writes
 * while 0 to 50 connections track the prefix of their keys. Writes come one at a time,
 * or 16 at once, for which Redis sends fewer messages.
 */
public final class InvalidationCost {

	private static final int[] CONNECTIONS = { 0, 1, 2, 5, 10, 20, 50 };

	private static final int WRITES = Integer.getInteger("writes", 100_000);

	private static final String VALUE = "v".repeat(800);

	private InvalidationCost() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		System.out.println("| writes at once | tracking connections | writes/s | server, us a write | bytes sent a write |");
		System.out.println("|---:|---:|---:|---:|---:|");
		for (int atOnce : new int[] { 1, 16 }) {
			double[] micros = new double[CONNECTIONS.length];
			for (int i = 0; i < CONNECTIONS.length; i++) {
				try (LocalRedis redis = new LocalRedis()) {
					micros[i] = measure(redis, CONNECTIONS[i], atOnce);
				}
			}
			System.out.printf("%nOne invalidation of one connection, %d at once: %.2f us%n%n", atOnce, slope(micros));
		}
		try (LocalRedis redis = new LocalRedis(); Connection reader = redis.connect()) {
			reader.call("SET", "documents::1", VALUE);
			System.out.printf("GET: %.1f us, PING: %.1f us%n",
					micros(redis, reader, Connection.request("GET", "documents::1")),
					micros(redis, reader, Connection.request("PING")));
		}
	}

	private static double measure(LocalRedis redis, int connections, int atOnce) throws IOException, InterruptedException {
		List<Connection> tracking = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < connections; i++) {
			Connection connection = redis.connect();
			connection.send(Connection.request("HELLO", "3"));
			connection.send(Connection.request("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "documents::"));
			tracking.add(connection);
			Thread thread = new Thread(connection::drain);
			thread.start();
			threads.add(thread);
		}
		try (Connection writer = redis.connect()) {
			write(writer, WRITES / 10, atOnce);
			long cpu = redis.cpuMicros();
			long sent = redis.bytesSent();
			long start = System.nanoTime();
			write(writer, WRITES, atOnce);
			double seconds = (System.nanoTime() - start) / 1e9;
			double micros = (redis.cpuMicros() - cpu) / (double) WRITES;
			System.out.printf("| %d | %d | %,.0f | %.2f | %.0f |%n", atOnce, connections, WRITES / seconds, micros,
					(redis.bytesSent() - sent) / (double) WRITES);
			return micros;
		}
		finally {
			for (Connection connection : tracking) {
				connection.close();
			}
			for (Thread thread : threads) {
				thread.join();
			}
		}
	}

	private static void write(Connection writer, int writes, int atOnce) throws IOException {
		for (int done = 0; done < writes; done += atOnce) {
			ByteArrayOutputStream requests = new ByteArrayOutputStream();
			for (int i = 0; i < atOnce; i++) {
				requests.writeBytes(Connection.request("SET", "documents::" + (done + i) % 10_000, VALUE));
			}
			writer.send(requests.toByteArray());
			for (int i = 0; i < atOnce; i++) {
				writer.answer();
			}
		}
	}

	private static double micros(LocalRedis redis, Connection connection, byte[] request) throws IOException {
		long cpu = redis.cpuMicros();
		for (int i = 0; i < WRITES; i++) {
			connection.send(request);
			connection.answer();
		}
		return (redis.cpuMicros() - cpu) / (double) WRITES;
	}

	/**
	 * Returns the growth of the cost with the number of connections, by least squares.
	 */
	private static double slope(double[] micros) {
		double meanX = 0;
		double meanY = 0;
		for (int i = 0; i < micros.length; i++) {
			meanX += (double) CONNECTIONS[i] / micros.length;
			meanY += micros[i] / micros.length;
		}
		double covariance = 0;
		double variance = 0;
		for (int i = 0; i < micros.length; i++) {
			covariance += (CONNECTIONS[i] - meanX) * (micros[i] - meanY);
			variance += (CONNECTIONS[i] - meanX) * (CONNECTIONS[i] - meanX);
		}
		return covariance / variance;
	}

}
