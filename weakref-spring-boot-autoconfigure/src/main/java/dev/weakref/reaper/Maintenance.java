package dev.weakref.reaper;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.weakref.Registration;
import dev.weakref.WarnOnce;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks that are run again and again while their owners are alive.
 */
final class Maintenance {

	static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(Reaper.class);

	private final Set<Task> tasks = ConcurrentHashMap.newKeySet();

	private final WarnOnce failures = new WarnOnce(logger);

	private long lastRun = System.nanoTime();

	Registration add(Object owner, Runnable task, Reaper reaper) {
		Task maintenance = new Task(owner, reaper, task);
		this.tasks.add(maintenance);
		Reference.reachabilityFence(owner);
		return () -> this.tasks.remove(maintenance);
	}

	/**
	 * Run the tasks if the time has come.
	 * @return whether it had
	 */
	boolean runWhenDue() {
		long now = System.nanoTime();
		if (now - this.lastRun < INTERVAL.toNanos()) {
			return false;
		}
		this.lastRun = now;
		this.tasks.forEach(Task::run);
		return true;
	}

	void clear() {
		this.tasks.clear();
	}

	private final class Task extends ReapedReference<Object> {

		private final Runnable task;

		Task(Object owner, Reaper reaper, Runnable task) {
			super(owner, reaper);
			this.task = task;
		}

		void run() {
			try {
				this.task.run();
			}
			catch (Throwable ex) {
				String type = this.task.getClass().getName();
				Maintenance.this.failures.log(type, "The maintenance task {} failed and is run again", type, ex);
			}
		}

		@Override
		protected void reap() {
			Maintenance.this.tasks.remove(this);
		}

	}

}
