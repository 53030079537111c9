package dev.weakref.stress;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

import dev.weakref.collection.Mode;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.ConstantCollection;
import dev.weakref.testsupport.GarbageCollector;

/**
 * Two threads use one map of each mode, and caches, while the collector works all the
 * time. Prints what was found, and exits with 1 if that is not nothing. Wants
 * {@code -XX:SoftRefLRUPolicyMSPerMB=0}, or soft values stay.
 */
public final class MapStress {

	/** A map is used that long at most: it grows in its youth. */
	private static final Duration ROUND = Duration.ofMillis(200);

	private final Duration duration;

	private final Duration round;

	private boolean failed;

	private MapStress(Duration duration) {
		this.duration = duration;
		this.round = (duration.compareTo(ROUND) < 0) ? duration : ROUND;
	}

	/**
	 * Run it.
	 * @param args how many milliseconds for each kind of map
	 */
	public static void main(String[] args) {
		MapStress stress = new MapStress(Duration.ofMillis(Long.parseLong(args[0])));
		try (Reaper reaper = Reaper.start()) {
			Mode.all().forEach((mode) -> {
				stress.run(mode.toString(), (findings) -> Subject.map(mode, null, findings));
				stress.run(mode + " with a reaper", (findings) -> Subject.map(mode, reaper, findings));
			});
			for (References references : References.values()) {
				stress.run("cache of " + references, (findings) -> Subject.cache(references, reaper));
			}
		}
		System.exit((stress.failed) ? 1 : 0);
	}

	private void run(String name, Function<Findings, Subject> subjects) {
		Findings findings = new Findings();
		long end = System.nanoTime() + this.duration.toNanos();
		long steps = 0;
		long collections = 0;
		long collected = 0;
		try {
			do {
				Subject subject = subjects.apply(findings);
				Round round = use(subject, findings);
				steps += round.report.steps();
				collections += round.report.collections();
				collected += subject.collected().now();
				settle(subject, round, findings);
			}
			while (System.nanoTime() < end);
		}
		catch (AssertionError ex) {
			this.failed = true;
			System.out.println(ex);
		}
		this.failed |= !findings.isEmpty() || collected == 0;
		System.out.printf("%s: %,d steps, %,d collections, %,d entries collected meanwhile; %s%n", name, steps,
				collections, collected, findings);
	}

	private Round use(Subject subject, Findings findings) {
		SharedEntries shared = new SharedEntries(subject, findings);
		List<Steps> threads = List.of(new Steps(new OwnEntries(subject, findings, 0), shared.user(0), this.round, 0),
				new Steps(new OwnEntries(subject, findings, 1), shared.user(1), this.round, 1));
		ConstantCollection.Report report = ConstantCollection.during(this.round, threads);
		threads.forEach((thread) -> thread.own.iterate());
		return new Round(report, shared.created() + threads.stream().mapToLong((thread) -> thread.own.created).sum(),
				threads.stream().mapToLong((thread) -> thread.own.removed).sum());
	}

	/**
	 * Nothing is held any more: everything must go, and be told of once.
	 */
	private static void settle(Subject subject, Round round, Findings findings) {
		GarbageCollector.awaitUntil("all entries are drained", () -> {
			subject.settle().run();
			return subject.size().now() == 0 && subject.retained().now() == 0;
		});
		findings.resurrected(!subject.map().isEmpty(), "entries after the end of all");
		if (subject.reported() != null) {
			long collected = subject.collected().now();
			findings.lost(collected + round.removed < round.created, "report of a collection");
			findings.duplicated(collected + round.removed > round.created, "report of a collection");
			GarbageCollector.awaitUntil("all collections are reported", () -> subject.reported().now() >= collected);
			findings.duplicated(subject.reported().now() > collected, "report to the listener");
		}
	}

	/**
	 * The events of one map.
	 *
	 * @param report how it was used
	 * @param created how many entries were made
	 * @param removed how many of them were removed
	 */
	private record Round(ConstantCollection.Report report, long created, long removed) {
	}

	/**
	 * The work of a thread.
	 */
	private static final class Steps implements Runnable {

		private final OwnEntries own;

		private final Runnable shared;

		private final SplittableRandom random;

		private final long half;

		private boolean iterated;

		Steps(OwnEntries own, Runnable shared, Duration round, int thread) {
			this.own = own;
			this.shared = shared;
			this.half = System.nanoTime() + round.toNanos() / 2;
			this.random = new SplittableRandom(thread);
		}

		@Override
		public void run() {
			int dice = this.random.nextInt(100);
			if (!this.iterated && System.nanoTime() - this.half > 0) {
				// Once, since it keeps everything alive under a concurrent collector
				this.iterated = true;
				this.own.iterate();
			}
			else if (dice < 30) {
				this.own.addOrLetGo();
			}
			else if (dice < 50) {
				this.own.check();
			}
			else if (dice < 60) {
				this.own.replace();
			}
			else if (dice < 65) {
				this.own.remove();
			}
			else if (dice < 75) {
				this.own.watch();
			}
			else {
				this.shared.run();
			}
		}

	}

}
