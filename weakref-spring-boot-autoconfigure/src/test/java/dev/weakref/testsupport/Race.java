package dev.weakref.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lets threads begin at the same moment, again and again. Close it after the test.
 */
public final class Race implements AutoCloseable {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	/**
	 * Runs each racer in a thread of its own, and waits until all have returned.
	 * @param racers the racers
	 * @throws Exception if a racer has thrown
	 */
	public void run(Runnable... racers) throws Exception {
		CyclicBarrier start = new CyclicBarrier(racers.length);
		List<Callable<Object>> tasks = new ArrayList<>();
		for (Runnable racer : racers) {
			tasks.add(() -> {
				start.await();
				racer.run();
				return "done";
			});
		}
		for (Future<Object> done : this.threads.invokeAll(tasks)) {
			done.get();
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
