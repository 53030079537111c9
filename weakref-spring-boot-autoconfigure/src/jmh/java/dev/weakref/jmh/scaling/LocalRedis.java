package dev.weakref.jmh.scaling;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import dev.weakref.spring.backing.redis.RedisServer;

/**
 * A server for one run, and its figures.
 */
final class LocalRedis implements AutoCloseable {

	private final RedisServer server = RedisServer.start();

	private final Connection control = connect();

	LocalRedis() throws IOException {
	}

	int port() {
		return this.server.port();
	}

	Connection connect() throws IOException {
		return new Connection(new Socket(InetAddress.getLoopbackAddress(), port()));
	}

	/**
	 * Returns the processor time of the server since its start, in microseconds.
	 */
	long cpuMicros() throws IOException {
		String info = this.control.call("INFO", "cpu");
		return seconds(info, "used_cpu_sys:") + seconds(info, "used_cpu_user:");
	}

	/**
	 * Returns the number of calls of a command, such as {@code get}.
	 */
	long calls(String command) throws IOException {
		return number(this.control.call("INFO", "commandstats"), "cmdstat_" + command + ":calls=");
	}

	long bytesSent() throws IOException {
		return number(this.control.call("INFO", "stats"), "total_net_output_bytes:");
	}

	private static long number(String info, String name) {
		int start = info.indexOf(name);
		if (start < 0) {
			return 0;
		}
		int end = start + name.length();
		while (Character.isDigit(info.charAt(end))) {
			end++;
		}
		return Long.parseLong(info, start + name.length(), end, 10);
	}

	private static long seconds(String info, String name) {
		int start = info.indexOf(name) + name.length();
		return (long) (Double.parseDouble(info.substring(start, info.indexOf('\r', start))) * 1_000_000);
	}

	@Override
	public void close() throws IOException {
		this.control.close();
		this.server.close();
	}

	/**
	 * A connection that sends commands as they are.
	 */
	static final class Connection implements AutoCloseable {

		private final Socket socket;

		private final InputStream in;

		Connection(Socket socket) throws IOException {
			this.socket = socket;
			this.socket.setTcpNoDelay(true);
			this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
		}

		static byte[] request(String... words) {
			StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
			for (String word : words) {
				request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
			}
			return request.toString().getBytes(StandardCharsets.US_ASCII);
		}

		void send(byte[] requests) throws IOException {
			this.socket.getOutputStream().write(requests);
		}

		/**
		 * Sends a command, and returns its answer if that is a line or a string.
		 */
		String call(String... words) throws IOException {
			send(request(words));
			return answer();
		}

		String answer() throws IOException {
			String line = line();
			return (line.charAt(0) == '$') ? bulk(Integer.parseInt(line.substring(1))) : line;
		}

		private String bulk(int length) throws IOException {
			String text = new String(this.in.readNBytes(Math.max(0, length)), StandardCharsets.US_ASCII);
			if (length >= 0) {
				line();
			}
			return text;
		}

		String line() throws IOException {
			StringBuilder line = new StringBuilder();
			for (int next = this.in.read(); next != '\n'; next = this.in.read()) {
				if (next < 0) {
					throw new EOFException();
				}
				line.append((char) next);
			}
			line.setLength(line.length() - 1);
			return line.toString();
		}

		/**
		 * Reads whatever comes until the connection is closed.
		 */
		long drain() {
			long total = 0;
			byte[] buffer = new byte[1 << 16];
			try {
				for (int length = this.in.read(buffer); length >= 0; length = this.in.read(buffer)) {
					total += length;
				}
			}
			catch (IOException ex) {
				// It was closed by this side
			}
			return total;
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
