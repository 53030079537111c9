package dev.weakref.spring.backing.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between clients and a server on 127.0.0.1, and cuts or holds their connections.
 */
final class TcpProxy implements AutoCloseable {

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final int target;

	private boolean held;

	private TcpProxy(int target) throws IOException {
		this.target = target;
		start(this::acceptAll);
	}

	static TcpProxy to(int port) {
		try {
			return new TcpProxy(port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.entrance.getLocalPort();
	}

	/**
	 * Closes all connections.
	 */
	void cut() {
		this.sockets.forEach(TcpProxy::close);
	}

	/**
	 * Passes no more bytes on, while the sockets stay open.
	 */
	synchronized void hold() {
		this.held = true;
	}

	/**
	 * Passes the held bytes on.
	 */
	synchronized void release() {
		this.held = false;
		notifyAll();
	}

	private synchronized void awaitRelease() throws InterruptedException {
		while (this.held) {
			wait();
		}
	}

	private void acceptAll() {
		while (!this.entrance.isClosed()) {
			try {
				Socket client = this.entrance.accept();
				this.sockets.add(client);
				Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target);
				this.sockets.add(server);
				start(() -> pass(client, server));
				start(() -> pass(server, client));
			}
			catch (IOException ex) {
				// The server is down: the client connects again
				cut();
			}
		}
	}

	private void pass(Socket from, Socket to) {
		byte[] bytes = new byte[16 * 1024];
		try {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
				awaitRelease();
				out.write(bytes, 0, length);
			}
		}
		catch (IOException | InterruptedException ex) {
			// One of the two was closed
		}
		finally {
			close(from);
			close(to);
			this.sockets.remove(from);
			this.sockets.remove(to);
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "tcp-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// It is as good as closed
		}
	}

	@Override
	public void close() throws IOException {
		this.entrance.close();
		release();
		cut();
	}

}
