package dev.weakref.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;

import dev.weakref.boot.autoconfigure.WeakMetersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMemoizedAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefReceiversAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.boot.metrics.WeakMeters;
import dev.weakref.finalizer.Finalizer;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.lock.WeakLocks;
import dev.weakref.reference.WeakRef;
import dev.weakref.reference.WeakRefs;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.signal.WeakReceiver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * References, finalizers, registry, signals, locks and meters as the pages show them.
 */
class FeaturesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class, WeakRefListenersAutoConfiguration.class, WeakRefMemoizedAutoConfiguration.class, WeakRefReceiversAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class,
				WeakMetersAutoConfiguration.class));

	@Test
	void aRefFindsItsObject() {
		this.contextRunner.run((context) -> {
			WeakRefs refs = context.getBean(WeakRefs.class);
			Document document = new Document("draft");
			List<String> greeted = new ArrayList<>();
			// tag::ref[]
			WeakRef<Document> ref = refs.ref(document);
			ref.ifPresent((alive) -> greeted.add(alive.title()));
			// end::ref[]
			assertThat(greeted).containsExactly("draft");
			assertThat(refs.ref(document)).isSameAs(ref);
		});
	}

	@Test
	void aFinalizerRunsOnce(@TempDir Path folder) {
		this.contextRunner.run((context) -> {
			Finalizers finalizers = context.getBean(Finalizers.class);
			Path path = Files.createFile(folder.resolve("document.tmp"));
			Document document = new Document("draft");
			// tag::finalizer[]
			Finalizer<?> cleanup = finalizers.register(document, path, FeaturesTests::delete);
			// end::finalizer[]
			cleanup.call();
			cleanup.call();
			assertThat(path).doesNotExist();
			assertThat(cleanup.isPending()).isFalse();
		});
	}

	@Test
	void aRegistryKnowsWhatIsAlive() {
		this.contextRunner.run((context) -> {
			WeakRegistry registry = context.getBean(WeakRegistry.class);
			Document document = new Document("draft");
			// tag::registry[]
			registry.register(Document.class, document);
			long open = registry.count(Document.class);

			Notes notes = registry.companionOf(document, (owner) -> new Notes());
			// end::registry[]
			Notes again = registry.companionOf(document, (owner) -> new Notes());
			assertThat(open).isOne();
			assertThat(again).isSameAs(notes);
		});
	}

	@Test
	void aSignalReachesItsReceivers() {
		this.contextRunner.run((context) -> {
			Signals signals = context.getBean(Signals.class);
			Window window = new Window();
			// tag::signal[]
			Signal<Document, String> renamed = signals.create("renamed");
			renamed.connect(window, (owner, title) -> owner.show(title));
			renamed.send("final");
			// end::signal[]
			assertThat(window.shown).containsExactly("final");
		});
	}

	// tag::lock-key[]
	record OrderLock(long id) {
	}
	// end::lock-key[]

	@Test
	void aBeanReceivesASignalByName() {
		this.contextRunner.withUserConfiguration(Renaming.class, Outline.class).run((context) -> {
			Outline outline = context.getBean(Outline.class);
			send(context.getBean(Signal.class), "final");
			assertThat(outline.titles).containsExactly("final");
		});
	}

	@SuppressWarnings("unchecked")
	private static void send(Signal<?, ?> signal, String title) {
		((Signal<Document, String>) signal).send(null, title);
	}

	@Test
	void aKeyHasOneLock() {
		this.contextRunner.run((context) -> {
			WeakLocks locks = context.getBean(WeakLocks.class);
			Order order = new Order(42);
			// tag::lock[]
			Lock lock = locks.lockFor(new OrderLock(order.id()));
			lock.lock();
			try {
				order.pay();
			}
			finally {
				lock.unlock();
			}
			// end::lock[]
			assertThat(order.paid()).isOne();
			assertThat(locks.lockFor(new OrderLock(42))).isSameAs(lock);
		});
	}

	@Test
	void aMeterShowsItsObject() {
		this.contextRunner.run((context) -> {
			WeakMeters meters = context.getBean(WeakMeters.class);
			MeterRegistry registry = new SimpleMeterRegistry();
			meters.bindTo(registry);
			Pool pool = new Pool("orders", 3);
			// tag::meter[]
			meters.gauge(pool, "pools.active", Pool::active);

			meters.of(pool)
				.tag("pool", pool.name())
				.description("Connections in use")
				.baseUnit("connections")
				.gauge("pool.active", Pool::active);
			// end::meter[]
			assertThat(registry.get("pools.active").gauge().value()).isEqualTo(3);
			assertThat(registry.get("pool.active").tag("pool", "orders").gauge().value()).isEqualTo(3);
			Reference.reachabilityFence(pool);
		});
	}

	private static void delete(Path path) {
		try {
			Files.deleteIfExists(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Order {

		private final long id;

		private int paid;

		Order(long id) {
			this.id = id;
		}

		long id() {
			return this.id;
		}

		void pay() {
			this.paid++;
		}

		int paid() {
			return this.paid;
		}

	}

	record Pool(String name, int active) {

	}

	record Document(String title) {

	}

	private static final class Notes {

	}

	@Configuration(proxyBeanMethods = false)
	static class Renaming {

		@Bean
		Signal<Document, String> renamed(Signals signals) {
			return signals.create("renamed");
		}

	}

	// tag::receiver[]
	@Component
	@Scope("prototype")
	static class Outline {

		private final List<String> titles = new ArrayList<>();

		@WeakReceiver("renamed")
		void onRenamed(String title) {
			this.titles.add(title);
		}

	}
	// end::receiver[]

	private static final class Window {

		private final List<String> shown = new ArrayList<>();

		void show(String title) {
			this.shown.add(title);
		}

	}

	// tag::type-finalizer[]
	static class ExportFiles implements TypeFinalizer<Export, Path> {

		@Override
		public Class<Export> type() {
			return Export.class;
		}

		@Override
		public Path capture(Export export) {
			return export.file();
		}

		@Override
		public void finish(Path file) {
			delete(file);
		}

	}
	// end::type-finalizer[]

	@Test
	void aTypeFinalizerIsAppliedToScopedBeans(@TempDir Path folder) {
		this.contextRunner.withBean(ExportFiles.class)
			.withBean(Export.class, () -> new Export(folder.resolve("export.csv")),
					(definition) -> definition.setScope("prototype"))
			.run((context) -> {
				Export export = context.getBean(Export.class);
				assertThat(context.getBean(Finalizers.class).statistics().pending()).isOne();
				assertThat(export.file()).hasFileName("export.csv");
			});
	}

	record Export(Path file) {

	}

}
