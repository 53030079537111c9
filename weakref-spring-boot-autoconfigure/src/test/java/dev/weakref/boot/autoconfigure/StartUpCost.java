package dev.weakref.boot.autoconfigure;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import dev.weakref.testsupport.ClassPath;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;

/**
 * Measures how much longer an application with three caches takes to start than the same
 * application without this library on its class path; and, so that the figures can be
 * compared with something, how much longer one with three caches of Spring's own cache
 * abstraction in Caffeine takes. Ten starts each, in turn, each in a JVM of its own. Run
 * it from an IDE, or with the class path of the tests:
 *
 * <pre>
 * ./mvnw -pl weakref-spring-boot-autoconfigure test-compile exec:exec -Dexec.classpathScope=test \
 *     -Dexec.executable=java -Dexec.args="-cp %classpath dev.weakref.boot.autoconfigure.StartUpCost"
 * </pre>
 */
public final class StartUpCost {

	private static final int STARTS = 10;

	/** All applications get these, as reading arguments takes its time too. */
	private static final String[] CACHES = { "--weakref.caches.images.retain.maximum-size=100",
			"--weakref.caches.images.key-type=java.lang.String",
			"--weakref.caches.images.value-type=java.lang.StringBuilder",
			"--weakref.caches.sounds.expire-after-write=1h", "--weakref.caches.metadata.references=weak-keys",
			"--spring.cache.cache-names=images,sounds,metadata",
			"--spring.cache.caffeine.spec=maximumSize=100,expireAfterWrite=1h" };

	private static final Predicate<String> CAFFEINE = (entry) -> entry.contains("caffeine");

	private static final Predicate<String> SPRING_CACHE = (entry) -> entry.contains("spring-boot-cache")
			|| entry.contains("spring-context-support");

	private static final Predicate<String> OURS = (entry) -> entry.endsWith("target/classes");

	private StartUpCost() {
	}

	public static void main(String[] args) {
		ClassPath all = ClassPath.ofTests();
		measure("console application",
				all.withJars((jar) -> ClassPathTests.isOfStarter(jar) || SPRING_CACHE.test(jar)));
		measure("web application with Actuator and Prometheus", all, "--server.port=0",
				"--management.endpoints.web.exposure.include=health,weakrefs,prometheus");
	}

	private static void measure(String kind, ClassPath all, String... arguments) {
		String[] allArguments = Stream.concat(Arrays.stream(arguments), Arrays.stream(CACHES)).toArray(String[]::new);
		Contestant bare = new Contestant("without", all.without(OURS.or(CAFFEINE).or(SPRING_CACHE)), Application.class);
		List<Contestant> contestants = List.of(bare,
				new Contestant("with this library", all.without(SPRING_CACHE), Application.class),
				new Contestant("with Spring's caches in Caffeine", all.without(OURS), CachingApplication.class));
		contestants.forEach((contestant) -> contestant.start(allArguments));
		for (int i = 0; i < STARTS; i++) {
			contestants.forEach((contestant) -> contestant.times().add(contestant.start(allArguments)));
		}
		System.out.printf("%s, median of %d starts%n", kind, STARTS);
		for (Contestant contestant : contestants) {
			System.out.printf("  %s: by the clock %s, processor time of the main thread %s%n", contestant.name(),
					contestant.compare(bare, Times::clock), contestant.compare(bare, Times::processor));
		}
	}

	/**
	 * An application that is started several times.
	 *
	 * @param name tells it from others in what is reported
	 * @param classPath what it is started with
	 * @param main its main class
	 * @param times how long its starts took
	 */
	private record Contestant(String name, ClassPath classPath, Class<?> main, List<Times> times) {

		Contestant(String name, ClassPath classPath, Class<?> main) {
			this(name, classPath, main, new ArrayList<>());
		}

		Times start(String... arguments) {
			ClassPath.Result result = this.classPath.run("-Xshare:auto", this.main, arguments);
			if (result.status() != 0) {
				throw new IllegalStateException(result.output());
			}
			String[] times = result.output().substring(result.output().lastIndexOf("times ")).trim().split(" ");
			return new Times(Double.parseDouble(times[1]), Double.parseDouble(times[2]));
		}

		String compare(Contestant other, ToDoubleFunction<Times> time) {
			return String.format("%.0f ms (%+.0f)", median(time), median(time) - other.median(time));
		}

		private double median(ToDoubleFunction<Times> time) {
			double[] sorted = this.times.stream().mapToDouble(time).sorted().toArray();
			return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
		}

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
	 * The application with and without this library.
	 */
	public static final class Application {

		private Application() {
		}

		public static void main(String[] args) throws Exception {
			start(Beans.class, args);
		}

		static void start(Class<?> beans, String... args) throws Exception {
			long start = System.nanoTime();
			SpringApplication application = new SpringApplication(beans);
			application.setBannerMode(Banner.Mode.OFF);
			AutoCloseable context = application.run(args);
			long end = System.nanoTime();
			long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
			context.close();
			System.out.println("times " + (end - start) / 1e6 + " " + processor / 1e6);
		}

	}

	/**
	 * The application with Spring's own caches.
	 */
	public static final class CachingApplication {

		private CachingApplication() {
		}

		public static void main(String[] args) throws Exception {
			Application.start(CachingBeans.class, args);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Beans {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableCaching
	static class CachingBeans {

	}

}
