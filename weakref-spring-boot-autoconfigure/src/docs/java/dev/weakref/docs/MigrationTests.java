package dev.weakref.docs;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import com.google.common.collect.MapMaker;
import com.google.common.util.concurrent.Striped;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.collection.WeakInterner;
import dev.weakref.collection.WeakKeyMap;
import dev.weakref.collection.WeakValueMap;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.lock.WeakLocks;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ConcurrentReferenceHashMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code that uses other libraries, and what becomes of it.
 */
class MigrationTests {

	private final Reaper reaper = Reaper.start();

	private final WeakCaches caches = new WeakCaches(this.reaper, (cache) -> {
	});

	private final Finalizers finalizers = new Finalizers(new Referents(this.reaper));

	private final Signals signals = new Signals(this.reaper);

	private final WeakLocks locks = new WeakLocks(this.reaper);

	private final AtomicInteger deleted = new AtomicInteger();

	@AfterEach
	void close() {
		this.signals.close();
		this.finalizers.close();
		this.reaper.close();
	}

	@Test
	void aCaffeineCacheWithWeakValuesBecomesAWeakCache() {
		// tag::caffeine-before[]
		Cache<String, Style> styles = Caffeine.newBuilder().weakValues().maximumSize(1_000).build();
		Style bold = styles.get("bold", Style::parse);
		// end::caffeine-before[]
		assertThat(bold.text()).isEqualTo("bold");
		assertThat(caffeineAfter().text()).isEqualTo("bold");
	}

	private Style caffeineAfter() {
		// tag::caffeine-after[]
		WeakCache<String, Style> styles = this.caches.create("styles",
				(cache) -> cache.retain((tier) -> tier.maximumSize(1_000)));
		Style bold = styles.get("bold", Style::parse);
		// end::caffeine-after[]
		assertThat(styles.retainedCount()).isOne();
		return bold;
	}

	@Test
	void aConfiguredCacheOfCaffeineBecomesAWeakCache() {
		new ApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer())
			.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class))
			.withPropertyValues("spring.config.location=classpath:docs/migration.yml")
			.run((context) -> {
				WeakCache<?, ?> permissions = context.getBean("permissions", WeakCache.class);
				assertThat(permissions.references()).isEqualTo(References.WEAK_KEYS);
				assertThat(permissions.keyEquality()).isEqualTo(KeyEquality.IDENTITY);
				assertThat(context.getBean("styles", WeakCache.class).references()).isEqualTo(References.WEAK_VALUES);
				assertThat(context.getBean("pages", WeakCache.class).references()).isEqualTo(References.SOFT_VALUES);
			});
	}

	@Test
	void aMapOfGuavaBecomesAWeakMap() {
		Session session = new Session();
		// tag::guava-map-before[]
		ConcurrentMap<Session, String> users = new MapMaker().weakKeys().makeMap();
		ConcurrentMap<String, Session> sessions = new MapMaker().weakValues().makeMap();
		Interner<Style> styles = Interners.newWeakInterner();
		// end::guava-map-before[]
		users.put(session, "Ada");
		sessions.put("1", session);
		assertThat(users).containsEntry(session, "Ada");
		assertThat(sessions).containsEntry("1", session);
		assertThat(styles.intern(Style.parse("bold")).text()).isEqualTo("bold");
		mapsAfter(session);
	}

	private static void mapsAfter(Session session) {
		// tag::guava-map-after[]
		WeakKeyMap<Session, String> users = WeakKeyMap.identity();
		WeakValueMap<String, Session> sessions = WeakValueMap.equality();
		WeakInterner<Style> styles = new WeakInterner<>();
		// end::guava-map-after[]
		users.put(session, "Ada");
		sessions.put("1", session);
		assertThat(users).containsEntry(session, "Ada");
		assertThat(sessions).containsEntry("1", session);
		assertThat(styles.intern(Style.parse("bold")).text()).isEqualTo("bold");
	}

	@Test
	void stripedLocksBecomeWeakLocks() {
		// tag::striped-before[]
		Striped<Lock> locks = Striped.lazyWeakLock(64);
		Lock lock = locks.get("order-7");
		// end::striped-before[]
		assertThat(locks.get("order-7")).isSameAs(lock);
		assertThat(lockAfter()).isSameAs(this.locks.lockFor(new OrderLock(7)));
	}

	private Lock lockAfter() {
		// tag::striped-after[]
		Lock lock = this.locks.lockFor(new OrderLock(7));
		// end::striped-after[]
		return lock;
	}

	@Test
	void aWeakHashMapBecomesAWeakMap() {
		Session session = new Session();
		// tag::weak-hash-map-before[]
		Map<Session, String> users = Collections.synchronizedMap(new WeakHashMap<>());
		Map<Session, String> more = new ConcurrentReferenceHashMap<>(16,
				ConcurrentReferenceHashMap.ReferenceType.WEAK);
		// end::weak-hash-map-before[]
		users.put(session, "Ada");
		more.put(session, "Ada");
		assertThat(hashMapAfter(session)).containsAllEntriesOf(users);
	}

	private static Map<Session, String> hashMapAfter(Session session) {
		// tag::weak-hash-map-after[]
		Map<Session, String> users = WeakKeyMap.equality();
		// end::weak-hash-map-after[]
		users.put(session, "Ada");
		return users;
	}

	@Test
	void aCleanerBecomesFinalizers() {
		// tag::cleaner-before[]
		Cleaner cleaner = Cleaner.create();
		Session session = new Session();
		Cleaner.Cleanable cleanup = cleaner.register(session, new Deletion("session-7.tmp"));
		cleanup.clean();
		// end::cleaner-before[]
		assertThat(Deletion.files).containsExactly("session-7.tmp");
		cleanersAfter();
		assertThat(this.deleted).hasValue(1);
	}

	private void cleanersAfter() {
		// tag::cleaner-after[]
		Session session = new Session();
		AutoCloseable cleanup = this.finalizers.register(session, "session-7.tmp", this::delete);
		// end::cleaner-after[]
		try {
			cleanup.close();
			cleanup.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void delete(String file) {
		this.deleted.incrementAndGet();
	}

	@Test
	void aListOfListenersBecomesASignal() {
		Window window = new Window();
		Shop shop = new Shop();
		shop.add(window);
		shop.ordered("tea");
		assertThat(window.orders).containsExactly("tea");
		listenersAfter(window);
		assertThat(window.orders).containsExactly("tea", "milk");
	}

	private void listenersAfter(Window window) {
		// tag::listeners-after[]
		Signal<Object, String> ordered = this.signals.create("ordered");
		ordered.connect(window, Window::onOrder);
		ordered.send("milk");
		// end::listeners-after[]
	}

	// tag::listeners-before[]
	static class Shop {

		private final List<WeakReference<Window>> windows = new CopyOnWriteArrayList<>();

		void add(Window window) {
			this.windows.add(new WeakReference<>(window));
		}

		void ordered(String order) {
			for (WeakReference<Window> reference : this.windows) {
				Window window = reference.get();
				if (window == null) {
					this.windows.remove(reference);
				}
				else {
					window.onOrder(order);
				}
			}
		}

	}
	// end::listeners-before[]

	static final class Window {

		private final List<String> orders = new CopyOnWriteArrayList<>();

		void onOrder(String order) {
			this.orders.add(order);
		}

	}

	private static final class Session {

	}

	record OrderLock(long id) {
	}

	record Style(String text) {

		static Style parse(String text) {
			return new Style(text);
		}

	}

	record Deletion(String file) implements Runnable {

		private static final List<String> files = new CopyOnWriteArrayList<>();

		@Override
		public void run() {
			files.add(this.file);
		}

	}

}
