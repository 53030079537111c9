package dev.weakref.demo.spring;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.weakref.demo.DemoApplication;
import dev.weakref.demo.card.Card;
import dev.weakref.demo.pictures.TestPictures;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is left of the demo after its end.
 */
class EndOfDemoTests {

	private static final String FOLDER = "target/mvc-pictures";

	/**
	 * The first use of images starts threads of the JDK, which stay.
	 */
	private static final Set<String> OF_THE_JDK = Set.of("Java2D Disposer", "Attach Listener", "process reaper");

	@Test
	void leavesNeitherThreadNorFile() throws InterruptedException {
		TestPictures.write(Path.of(FOLDER), "a b.jpg", "ü.png");
		Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
		Path print;
		try (ConfigurableApplicationContext context = SpringApplication.run(DemoApplication.class, "--server.port=0",
				"--demo.pictures.folder=" + FOLDER)) {
			context.getBeanProvider(Card.class)
				.stream()
				.filter((card) -> !(card instanceof SlideShowCard))
				.forEach((card) -> card.actions().get("use").run());
			print = context.getBean(PrintFolder.class).newFile().resolveSibling("Print 1");
			assertThat(print).exists();
			assertThat(begunSince(before)).extracting(Thread::getName).anyMatch((name) -> name.startsWith("task-"));
		}
		assertThat(print.getParent()).doesNotExist();
		for (Thread thread : begunSince(before)) {
			thread.join(10_000);
		}
		assertThat(begunSince(before)).isEmpty();
	}

	private static List<Thread> begunSince(Set<Thread> before) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !before.contains(thread) && !OF_THE_JDK.contains(thread.getName()))
			.toList();
	}

}
