package dev.weakref.collection;

import dev.weakref.Kind;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WeakCollections}.
 */
class WeakCollectionsTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakCollections collections = new WeakCollections(this.reaper);

	@Test
	void everyKindIsShownByItsName() {
		Object held = new Object();
		WeakKeyMap<Object, String> keys = this.collections.weakKeyMap("keys", KeyEquality.IDENTITY);
		WeakValueMap<String, Object> values = this.collections.weakValueMap("values", KeyEquality.EQUALS);
		WeakSet<Object> set = this.collections.weakSet("set", KeyEquality.IDENTITY);
		WeakInterner<Object> interner = this.collections.weakInterner("interner");
		keys.put(held, "value");
		values.put("key", held);
		set.add(held);
		interner.intern(held);
		assertThat(this.collections.directory().all()).extracting(ManagedCollection::name, ManagedCollection::kind)
			.containsExactly(tuple("interner", Kind.WEAK_INTERNER), tuple("keys", Kind.WEAK_KEY_MAP),
					tuple("set", Kind.WEAK_SET), tuple("values", Kind.WEAK_VALUE_MAP));
		assertThat(this.collections.directory().all()).allMatch((managed) -> managed.liveCount() == 1)
			.allMatch((managed) -> managed.estimatedSize() == 1);
	}

	@Test
	void onlyAnInternerTellsOfDuplicates() {
		WeakInterner<String> interner = this.collections.weakInterner("names");
		WeakSet<String> set = this.collections.weakSet("set", KeyEquality.EQUALS);
		String name = interner.intern(new String("name"));
		interner.intern(new String("name"));
		assertThat(name).isNotNull();
		assertThat(set).isEmpty();
		assertThat(this.collections.directory().find("names")).extracting(ManagedCollection::duplicatesAvoided)
			.isEqualTo(1L);
		assertThat(this.collections.directory().find("set")).extracting(ManagedCollection::duplicatesAvoided).isNull();
	}

	@Test
	void theReaperDrainsWithoutWriters() {
		WeakValueMap<String, String> map = this.collections.weakValueMap("map", KeyEquality.EQUALS);
		map.put("key", "value");
		SimulatedCollector.collect(map, "key");
		await().untilAsserted(() -> assertThat(map.estimatedSize()).isZero());
		assertThat(map.collectedCount()).isOne();
	}

	@Test
	void aNameIsForOneCollectionOfAnyKind() {
		WeakSet<Object> set = this.collections.weakSet("name", KeyEquality.IDENTITY);
		assertThatExceptionOfType(DuplicateNameException.class)
			.isThrownBy(() -> this.collections.weakKeyMap("name", KeyEquality.IDENTITY))
			.satisfies((ex) -> assertThat(ex.name()).isEqualTo("name"));
		assertThat(set).isEmpty();
	}

	@Test
	void aCollectionThatIsNotHeldDisappearsAlthoughItsElementsLive() {
		Object element = new Object();
		makeTemporary(element);
		GarbageCollector.awaitUntil("the set disappears", () -> this.collections.directory().all().isEmpty());
		assertThat(element).isNotNull();
	}

	@Test
	void aCollectionThatIsHeldStaysShown() {
		WeakSet<Object> set = this.collections.weakSet("held", KeyEquality.IDENTITY);
		GarbageCollector.run();
		assertThat(this.collections.directory().all()).hasSize(1);
		assertThat(set).isEmpty();
	}

	private void makeTemporary(Object element) {
		this.collections.<Object>weakSet("temporary", KeyEquality.IDENTITY).add(element);
	}

}
