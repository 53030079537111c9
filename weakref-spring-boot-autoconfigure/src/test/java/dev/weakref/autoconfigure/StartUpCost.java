package dev.weakref.autoconfigure;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import dev.weakref.testsupport.ClassPath;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * Measures how much longer an application with three caches takes to start than the same
 * application without this library on its class path: ten starts each, in turn, each in a
 * JVM of its own. Run it from an IDE, or with the class path of the tests:
 *
 * <pre>
 * ./mvnw -pl weakref-spring-boot-autoconfigure test-compile exec:exec -Dexec.classpathScope=test \
 *     -Dexec.executable=java -Dexec.args="-cp %classpath dev.weakref.autoconfigure.StartUpCost"
 * </pre>
 */
public final class StartUpCost {

	private static final int STARTS = 10;

	/** Both applications get these, as reading arguments takes its time too. */
	private static final String[] CACHES = { "--weakref.caches.images.retain.maximum-size=100",
			"--weakref.caches.images.key-type=java.lang.String",
			"--weakref.caches.images.value-type=java.lang.StringBuilder",
			"--weakref.caches.sounds.expire-after-write=1h", "--weakref.caches.metadata.references=weak-keys" };

	private StartUpCost() {
	}

	public static void main(String[] args) {
		ClassPath all = ClassPath.ofTests();
		measure("console application", all.withJars(ClassPathTests::isOfStarter));
		measure("web application with Actuator and Prometheus", all.withJars((jar) -> true), "--server.port=0",
				"--management.endpoints.web.exposure.include=health,weakrefs,prometheus");
	}

	private static void measure(String kind, ClassPath with, String... arguments) {
		ClassPath without = with.without((entry) -> entry.endsWith("target/classes") || entry.contains("caffeine"));
		String[] all = Stream.concat(Arrays.stream(arguments), Arrays.stream(CACHES)).toArray(String[]::new);
		start(without, all);
		start(with, all);
		List<Times> timesWithout = new ArrayList<>();
		List<Times> timesWith = new ArrayList<>();
		for (int i = 0; i < STARTS; i++) {
			timesWithout.add(start(without, all));
			timesWith.add(start(with, all));
		}
		report(kind + ", by the clock", timesWithout, timesWith, Times::clock);
		report(kind + ", processor time of the main thread", timesWithout, timesWith, Times::processor);
	}

	private static void report(String kind, List<Times> without, List<Times> with, ToDoubleFunction<Times> time) {
		System.out.printf("%s: median of %d starts without %.0f ms, with %.0f ms, difference %.0f ms%n", kind, STARTS,
				median(without, time), median(with, time), median(with, time) - median(without, time));
	}

	private static Times start(ClassPath classPath, String... arguments) {
		ClassPath.Result result = classPath.run("-Xshare:auto", Application.class, arguments);
		if (result.status() != 0) {
			throw new IllegalStateException(result.output());
		}
		String[] times = result.output().substring(result.output().lastIndexOf("times ")).trim().split(" ");
		return new Times(Double.parseDouble(times[1]), Double.parseDouble(times[2]));
	}

	private static double median(List<Times> times, ToDoubleFunction<Times> time) {
		double[] sorted = times.stream().mapToDouble(time).sorted().toArray();
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

	/**
	 * How long a start took, in milliseconds.
	 *
	 * @param clock by the clock
	 * @param processor the time of the main thread on a processor, which says more on a
	 * busy machine
	 */
	private record Times(double clock, double processor) {
	}

	/**
	 * The application that is started.
	 */
	public static final class Application {

		private Application() {
		}

		public static void main(String[] args) throws Exception {
			long start = System.nanoTime();
			SpringApplication application = new SpringApplication(Beans.class);
			application.setBannerMode(Banner.Mode.OFF);
			AutoCloseable context = application.run(args);
			long end = System.nanoTime();
			long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
			context.close();
			System.out.println("times " + (end - start) / 1e6 + " " + processor / 1e6);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Beans {

	}

}
