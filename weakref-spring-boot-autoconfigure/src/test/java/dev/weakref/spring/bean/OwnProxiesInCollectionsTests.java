package dev.weakref.spring.bean;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.ReferenceMapBuilder;
import dev.weakref.collection.References;
import dev.weakref.collection.WeakInterner;
import dev.weakref.collection.WeakKeyMap;
import dev.weakref.collection.WeakSet;
import dev.weakref.collection.WeakValueMap;
import dev.weakref.reference.WeakProxies;
import dev.weakref.spring.bean.ProxiedItems.Box;
import dev.weakref.spring.bean.ProxiedItems.Item;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A weak proxy is refused where a collection would hold it weakly.
 */
class OwnProxiesInCollectionsTests {

	private final ApplicationContextRunner contextRunner = ProxiedItems.contextRunner();

	@ParameterizedTest
	@EnumSource(Collection.class)
	void aWeakProxyIsRefusedAsTheWeakKeyValueOrElementOfACollection(Collection collection) {
		this.contextRunner.run((context) -> {
			Box object = context.getBean(Box.class);
			WeakProxies proxies = context.getBean(WeakProxies.class).hashable();
			for (Item proxy : List.of(proxies.proxy(object, Item.class), proxies.proxy(object, Box.class))) {
				assertThatIllegalArgumentException().isThrownBy(() -> collection.add.apply(proxy))
					.withMessageContaining("A weak proxy of " + Item.class.getPackageName())
					.withMessageEndingWith("Use the object itself, which is not kept alive either");
			}
			assertThat(collection.add.apply(object)).isSameAs(object);
		});
	}

	enum Collection {

		MAP((item) -> {
			WeakKeyMap<Item, String> map = WeakKeyMap.identity();
			map.put(item, "value");
			return map.keySet().iterator().next();
		}),

		EQUALS_MAP((item) -> {
			WeakKeyMap<Item, String> map = WeakKeyMap.equality();
			map.computeIfAbsent(item, (key) -> "value");
			return map.keySet().iterator().next();
		}),

		SET((item) -> {
			WeakSet<Item> set = WeakSet.identity();
			set.add(item);
			return set.iterator().next();
		}),

		INTERNER((item) -> new WeakInterner<Item>().intern(item)),

		WEAK_VALUE((item) -> {
			WeakValueMap<String, Item> map = WeakValueMap.equality();
			map.put("key", item);
			return map.get("key");
		}),

		COMPUTED_WEAK_VALUE((item) -> {
			WeakValueMap<String, Item> map = WeakValueMap.identity();
			return map.computeIfAbsent("key", (key) -> item);
		}),

		REPLACED_WEAK_VALUE(
				(item) -> valueOf(ReferenceMap.builder(References.WEAK_KEYS_AND_VALUES, KeyEquality.EQUALS), item)),

		TIMED_WEAK_VALUE((item) -> valueOf(
				ReferenceMap.<Object, Object>builder(References.WEAK_KEYS_AND_VALUES, KeyEquality.EQUALS)
					.expireAfterWrite(Duration.ofHours(1)),
				item)),

		TIMED_WEAK_VALUE_OF_A_STRONG_KEY(
				(item) -> valueOf(ReferenceMap.<Object, Object>builder(References.WEAK_VALUES, KeyEquality.EQUALS)
					.expireAfterWrite(Duration.ofHours(1)), item)),

		SOFT_VALUE((item) -> valueOf(ReferenceMap.builder(References.SOFT_VALUES, KeyEquality.EQUALS), item)),

		TIMED_SOFT_VALUE(
				(item) -> valueOf(ReferenceMap.<Object, Object>builder(References.SOFT_VALUES, KeyEquality.EQUALS)
					.expireAfterWrite(Duration.ofHours(1)), item));

		private static Item valueOf(ReferenceMapBuilder<Object, Object> builder, Item item) {
			ReferenceMap<Object, Object> map = builder.build();
			map.put("key", "value");
			map.put("key", item);
			return (Item) map.get("key");
		}

		private final Function<Item, Item> add;

		Collection(Function<Item, Item> add) {
			this.add = add;
		}

	}

}
