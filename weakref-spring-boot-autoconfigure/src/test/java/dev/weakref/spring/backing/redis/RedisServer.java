package dev.weakref.spring.backing.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.opentest4j.TestAbortedException;

import org.springframework.util.FileSystemUtils;

/**
 * A Redis server of its own on 127.0.0.1, which the test that started it stops.
 */
public final class RedisServer implements AutoCloseable {

	private static final Path BINARY = Path.of("/usr/bin/redis-server");

	private static final long DEADLINE_SECONDS = 20;

	private final Path folder;

	private final int port;

	private final List<String> options;

	private Process process;

	private RedisServer(Path folder, int port, List<String> options) throws IOException {
		this.folder = folder;
		this.port = port;
		this.options = options;
		this.process = launch();
	}

	/**
	 * Starts a server, or aborts the test where Redis is not installed.
	 * @param options further options of the command line
	 */
	public static RedisServer start(String... options) {
		return start(List.of(options), "");
	}

	/**
	 * Starts a replica of this server.
	 */
	RedisServer replica() {
		return start("--replicaof", "127.0.0.1", String.valueOf(this.port));
	}

	/**
	 * Starts a Sentinel that knows this server as {@code main}, and promotes its replica
	 * when it has not answered for a second.
	 */
	RedisServer sentinel() {
		return start(List.of("--sentinel"), """
				sentinel monitor main 127.0.0.1 %d 1
				sentinel down-after-milliseconds main 1000
				sentinel failover-timeout main 5000
				""".formatted(this.port));
	}

	private static RedisServer start(List<String> options, String configuration) {
		if (!Files.isExecutable(BINARY)) {
			throw new TestAbortedException("Skipped: there is no " + BINARY);
		}
		try {
			Path folder = Files.createTempDirectory("weakref-redis");
			Files.writeString(folder.resolve("conf"), configuration);
			for (int attempt = 0; attempt < 5; attempt++) {
				RedisServer server = new RedisServer(folder, freePort(), options);
				if (server.answers()) {
					return server;
				}
				server.stop();
			}
			throw new IllegalStateException("Redis does not start in " + folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	public int port() {
		return this.port;
	}

	private Process launch() throws IOException {
		List<String> command = new ArrayList<>(
				List.of(BINARY.toString(), this.folder.resolve("conf").toString(), "--port", String.valueOf(this.port),
						"--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", this.folder.toString()));
		command.addAll(this.options);
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("log").toFile())
			.start();
	}

	private boolean answers() {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
		while (this.process.isAlive() && System.nanoTime() - deadline < 0) {
			try {
				String answer = command("PING");
				return answer.startsWith("+PONG") || answer.startsWith("-NOAUTH");
			}
			catch (IOException ex) {
				Thread.onSpinWait();
			}
		}
		return false;
	}

	/**
	 * Sends a command on a connection of its own, as another application would.
	 * @return the answer as Redis sends it
	 */
	public String command(String... words) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout((int) Duration.ofSeconds(DEADLINE_SECONDS).toMillis());
			StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
			for (String word : words) {
				request.append('$').append(word.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
				request.append(word).append("\r\n");
			}
			socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
			byte[] answer = new byte[64 * 1024];
			int length = socket.getInputStream().read(answer);
			return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
		}
	}

	/**
	 * Stops the server, which forgets all entries.
	 */
	public void stop() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Starts the stopped server again on its port.
	 */
	public void restart() throws IOException {
		this.process = launch();
		if (!answers()) {
			throw new IllegalStateException("Redis does not start again");
		}
	}

	/**
	 * Stops the process in its tracks: sockets stay open and are not served.
	 */
	public void freeze() throws IOException {
		signal("STOP");
	}

	public void thaw() throws IOException {
		signal("CONT");
	}

	private void signal(String name) throws IOException {
		try {
			new ProcessBuilder("kill", "-" + name, String.valueOf(this.process.pid())).start()
				.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		stop();
		try {
			FileSystemUtils.deleteRecursively(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
