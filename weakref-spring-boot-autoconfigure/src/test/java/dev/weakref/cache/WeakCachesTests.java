package dev.weakref.cache;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.Registration;
import dev.weakref.WeakRefConfigurationException;
import dev.weakref.collection.References;
import dev.weakref.directory.BlankNameException;
import dev.weakref.directory.DirectoryListener;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

@Timeout(60)
class WeakCachesTests {

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	private final WeakCaches caches = new WeakCaches(this.fixture.reaper,
			(builder) -> builder.retain((tier) -> tier.maximumSize(10)));

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final DirectoryListener<ManagedCache> listener = new DirectoryListener<>() {

		@Override
		public void added(ManagedCache cache) {
			WeakCachesTests.this.events.add("added " + cache.name());
		}

		@Override
		public void removed(ManagedCache cache) {
			WeakCachesTests.this.events.add("removed " + cache.name());
		}

	};

	@Test
	void aCacheThatWasMadeIsFoundByItsName() {
		WeakCache<String, Object> cache = this.caches.create("images");
		assertThat(this.caches.find("images")).isSameAs(cache);
		assertThat(this.caches.directory().find("images")).isNotNull();
		assertThat(this.caches.find("other")).isNull();
		assertThat(this.caches.directory().find("other")).isNull();
	}

	@Test
	void closingEmptiesCachesThatStayUsable() {
		WeakCache<String, Object> cache = this.caches.create("images");
		Object value = new Object();
		cache.put("key", value);
		this.caches.close();
		assertThat(cache.contains("key")).isFalse();
		assertThat(cache.retainedCount()).isZero();
		cache.put("key", value);
		assertThat(cache.getIfPresent("key")).isSameAs(value);
	}

	@Test
	void cachesAreListedByName() {
		List<WeakCache<String, Object>> held = List.of(this.caches.create("b"), this.caches.create("a"));
		assertThat(this.caches.directory().all()).extracting(ManagedCache::name).containsExactly("a", "b");
		assertThat(held).hasSize(2);
	}

	@Test
	void defaultsComeBeforeTheSpecification() {
		WeakCache<String, Object> retaining = this.caches.create("retaining");
		retaining.put("key", this);
		WeakCache<String, Object> other = this.caches.create("other",
				(builder) -> builder.retain(null).references(References.WEAK_KEYS));
		other.put("key", this);
		assertThat(retaining.retainedCount()).isOne();
		assertThat(other.retainedCount()).isZero();
		assertThat(other.references()).isEqualTo(References.WEAK_KEYS);
	}

	@Test
	void aNameThatIsTakenIsRefused() {
		WeakCache<String, Object> cache = this.caches.create("images");
		assertThatExceptionOfType(DuplicateNameException.class).isThrownBy(() -> this.caches.create("images"))
			.satisfies((ex) -> assertThat(ex.name()).isEqualTo("images"))
			.withMessageContaining("'images'");
		assertThat(this.caches.find("images")).isSameAs(cache);
	}

	@Test
	void nullIsNoName() {
		assertThatNullPointerException().isThrownBy(() -> this.caches.create(null))
			.withMessage("'name' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.caches.builder(null))
			.withMessage("'name' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.caches.find(null))
			.withMessage("'name' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.caches.remove(null))
			.withMessage("'name' must not be null");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t" })
	void aBlankNameIsRefusedBeforeACacheIsSetUp(String name) {
		assertThatExceptionOfType(BlankNameException.class)
			.isThrownBy(() -> this.caches.create(name, (builder) -> this.events.add("set up")))
			.satisfies((ex) -> assertThat(ex.name()).isEqualTo(name))
			.withMessage("The name '" + name + "' is blank: choose one that can be read in log, meters and endpoint");
		assertThat(this.events).isEmpty();
		assertThat(this.caches.directory().all()).isEmpty();
	}

	@Test
	void theSameCacheMayBeRegisteredAgain() {
		this.caches.directory().addListener(this.listener);
		WeakCache<String, Object> cache = this.caches.create("images");
		this.caches.register(cache);
		assertThat(this.events).containsExactly("added images");
	}

	@Test
	void aCacheThatWasMadeElsewhereIsShown() {
		WeakCache<String, Object> cache = this.fixture.cache();
		this.caches.register(cache);
		assertThat(this.caches.find("images")).isSameAs(cache);
	}

	@Test
	void aRemovedCacheIsNoLongerShownButStaysUsable() {
		WeakCache<String, Object> cache = this.caches.create("images");
		assertThat(this.caches.remove("images")).isTrue();
		assertThat(this.caches.remove("images")).isFalse();
		assertThat(this.caches.directory().all()).isEmpty();
		cache.put("key", this);
		assertThat(cache.getIfPresent("key")).isSameAs(this);
	}

	@Test
	void theNameOfARemovedCacheIsFree() {
		WeakCache<String, Object> first = this.caches.create("images");
		this.caches.remove("images");
		WeakCache<String, Object> second = this.caches.create("images");
		assertThat(this.caches.find("images")).isSameAs(second).isNotSameAs(first);
	}

	@Test
	void aCacheThatIsDroppedDisappears() {
		this.caches.directory().addListener(this.listener);
		createAndDrop();
		GarbageCollector.awaitUntil("the cache disappears", () -> this.events.size() == 2);
		assertThat(this.events).containsExactly("added dropped", "removed dropped");
		assertThat(this.caches.directory().all()).isEmpty();
	}

	@Test
	void aCacheOfWhichOnlyTheMapIsHeldDoesNotDisappear() {
		ConcurrentMap<Object, Object> map = this.caches.create("mapped").asMap();
		GarbageCollector.run();
		assertThat(this.caches.find("mapped")).isNotNull();
		Reference.reachabilityFence(map);
	}

	@Test
	void aCacheThatIsHeldDoesNotDisappear() {
		WeakCache<String, Object> cache = this.caches.create("held");
		GarbageCollector.run();
		assertThat(this.caches.directory().all()).hasSize(1);
		assertThat(this.caches.find("held")).isSameAs(cache);
	}

	@Test
	void aCacheDisappearsThoughItsEntriesAreHeld() {
		Object value = new Object();
		createAndDropWith(value);
		GarbageCollector.awaitUntil("the cache disappears", () -> this.caches.directory().all().isEmpty());
		assertThat(value).isNotNull();
	}

	@Test
	void aCacheDisappearsThoughItsListenersReachIt() {
		createAndDropWithListener();
		GarbageCollector.awaitUntil("the cache disappears", () -> this.caches.directory().all().isEmpty());
		assertThat(this.caches.find("dropped")).isNull();
	}

	@Test
	void valuesOfADroppedCacheAreNotRetained() {
		WeakReference<?> value = createAndDropWithNewValue();
		GarbageCollector.awaitCollected(value);
		GarbageCollector.awaitUntil("the cache disappears", () -> this.caches.directory().all().isEmpty());
	}

	@Test
	void theNameOfACollectedCacheIsFreeBeforeTheReaperHasNoticed() {
		this.fixture.close();
		this.caches.directory().addListener(this.listener);
		WeakReference<?> dropped = createAndDrop();
		GarbageCollector.awaitCollected(dropped);
		WeakCache<String, Object> second = this.caches.create("dropped");
		assertThat(this.caches.find("dropped")).isSameAs(second);
		assertThat(this.events).containsExactly("added dropped", "removed dropped", "added dropped");
	}

	@Test
	void aListenerIsToldOfTheCachesThereAreAndOfThoseThatComeAndGo() {
		WeakCache<String, Object> first = this.caches.create("first");
		Registration registration = this.caches.directory().addListener(this.listener);
		WeakCache<String, Object> second = this.caches.create("second");
		this.caches.remove(first.name());
		registration.close();
		assertThat(this.events).containsExactly("added first", "added second", "removed first", "removed second");
		this.caches.remove(second.name());
		assertThat(this.events).hasSize(4);
	}

	@Test
	void removalIsTheLastThatAListenerHearsOfACache() {
		AtomicBoolean once = new AtomicBoolean(true);
		this.caches.directory().addListener(new DirectoryListener<ManagedCache>() {

			@Override
			public void added(ManagedCache cache) {
				if (once.getAndSet(false)) {
					WeakCachesTests.this.caches.remove(cache.name());
				}
			}

			@Override
			public void removed(ManagedCache cache) {
			}

		});
		this.caches.directory().addListener(this.listener);
		WeakCache<String, Object> cache = this.caches.create("images");
		assertThat(cache.name()).isEqualTo("images");
		assertThat(this.events).last().isEqualTo("removed images");
	}

	@Test
	void aCacheThatCannotWorkIsNotShown() {
		assertThatExceptionOfType(WeakRefConfigurationException.class)
			.isThrownBy(() -> this.caches.create("broken", (builder) -> builder.valueType(Integer.class)));
		assertThat(this.caches.directory().all()).isEmpty();
	}

	private WeakReference<?> createAndDrop() {
		return new WeakReference<>(this.caches.create("dropped"));
	}

	private void createAndDropWith(Object value) {
		this.caches.create("dropped").put("key", value);
	}

	private WeakReference<?> createAndDropWithNewValue() {
		Object value = new Object();
		this.caches.create("dropped").put("key", value);
		return new WeakReference<>(value);
	}

	private void createAndDropWithListener() {
		WeakCache<Object, Object> cache = this.caches.create("dropped");
		List<Object> owner = new ArrayList<>(List.of(cache));
		cache.addListener((key, cause) -> owner.clear());
	}

}
