package dev.weakref.boot.autoconfigure;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import dev.weakref.cache.WeakCache;
import dev.weakref.testsupport.GarbageCollector;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application that DevTools restarts twice, each time after everything has been used,
 * and that tells then what is left of its second run. Of the first, Spring Boot itself
 * holds the class loader. Is run in a JVM of its own.
 */
public final class RestartCheck {

	private static final String RUNS = "runs";

	private static final String SECOND_RUN = "second run";

	private static final String HELD = "held";

	/** Keeps objects beyond a run, since our own classes do not live longer. */
	private static final Properties KEPT = System.getProperties();

	private RestartCheck() {
	}

	public static void main(String[] args) throws Exception {
		SpringApplication application = new SpringApplication(WholeApplication.configurations());
		application.setBannerMode(Banner.Mode.OFF);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setDefaultProperties(WholeApplication.PROPERTIES);
		ConfigurableApplicationContext context = application.run(args);
		List<Object> used = WholeApplication.use(context);
		switch ((int) KEPT.merge(RUNS, 1, (last, one) -> (int) last + (int) one)) {
			case 1 -> Restarter.getInstance().restart();
			case 2 -> {
				keep(args[0], context, used);
				Restarter.getInstance().restart();
			}
			default -> new Thread(() -> tell(args[0]), "check").start();
		}
	}

	private static void keep(String mode, ConfigurableApplicationContext context, List<Object> used) {
		WeakCache<?, ?> images = context.getBean("images", WeakCache.class);
		List<Object> objects = new ArrayList<>(used);
		objects.add(images.asMap().get("key"));
		objects.add(context);
		objects.add(RestartCheck.class.getClassLoader());
		KEPT.put(SECOND_RUN, objects.stream().map(WeakReference::new).toList());
		switch (mode) {
			case "hold an object" -> KEPT.put(HELD, used.get(0));
			case "hold a cache" -> KEPT.put(HELD, images);
		}
	}

	private static void tell(String mode) {
		List<?> objects = (List<?>) KEPT.get(SECOND_RUN);
		if (mode.equals("hold an object")) {
			GarbageCollector.run();
		}
		else {
			GarbageCollector.awaitUntil("everything of the second run is collected", () -> left(objects) == 0);
		}
		List<String> threads = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("weakref-"))
			.toList();
		System.out.println("threads: " + threads + ", anything left: " + (left(objects) > 0) + ", entries: "
				+ ((KEPT.get(HELD) instanceof WeakCache<?, ?> cache) ? cache.estimatedSize() : "unknown"));
		System.exit(0);
	}

	private static long left(List<?> objects) {
		return objects.stream()
			.filter((reference) -> reference instanceof WeakReference<?> weak && !weak.refersTo(null))
			.count();
	}

}
