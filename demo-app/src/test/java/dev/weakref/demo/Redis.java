package dev.weakref.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import org.springframework.util.FileSystemUtils;

/**
 * A Redis server on a free port of 127.0.0.1.
 */
final class Redis implements AutoCloseable {

	private static final String BINARY = "/usr/bin/redis-server";

	private final Path folder;

	private final int port;

	private final Process process;

	Redis() throws IOException {
		this.folder = Files.createTempDirectory("redis");
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.port = socket.getLocalPort();
		}
		this.process = new ProcessBuilder(BINARY, "--port", String.valueOf(this.port), "--bind", "127.0.0.1", "--save",
				"", "--appendonly", "no", "--dir", this.folder.toString())
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("log").toFile())
			.start();
		Awaitility.await("Redis answers").ignoreExceptionsInstanceOf(IOException.class).until(this::answers);
	}

	static boolean isInstalled() {
		return Files.isExecutable(Path.of(BINARY));
	}

	int port() {
		return this.port;
	}

	private boolean answers() throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 1000);
			return true;
		}
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		try {
			this.process.waitFor(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		FileSystemUtils.deleteRecursively(this.folder);
	}

}
