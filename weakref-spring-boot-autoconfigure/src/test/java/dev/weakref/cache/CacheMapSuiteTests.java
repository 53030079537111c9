package dev.weakref.cache;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.JUnit3Suites;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestInstance;

/**
 * Tests for the contract of {@code ConcurrentMap}, for caches seen as maps.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CacheMapSuiteTests {

	private final Reaper reaper = Reaper.start();

	@AfterAll
	void closeReaper() {
		this.reaper.close();
	}

	@TestFactory
	Stream<DynamicNode> weakValuesObeyTheContractOfMaps() {
		return suite(References.WEAK_VALUES, KeyEquality.EQUALS, null);
	}

	@TestFactory
	Stream<DynamicNode> weakValuesWithStrongTierObeyTheContractOfMaps() {
		return suite(References.WEAK_VALUES, KeyEquality.EQUALS, (tier) -> tier.maximumSize(100));
	}

	@TestFactory
	Stream<DynamicNode> weakKeysWithStrongTierObeyTheContractOfMaps() {
		return suite(References.WEAK_KEYS, KeyEquality.EQUALS, (tier) -> tier.maximumSize(100));
	}

	@TestFactory
	Stream<DynamicNode> weakKeysByIdentityObeyTheContractOfMaps() {
		return suite(References.WEAK_KEYS, KeyEquality.IDENTITY, null);
	}

	@TestFactory
	Stream<DynamicNode> weakKeysAndValuesByIdentityWithSmallStrongTierObeyTheContractOfMaps() {
		return suite(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY, (tier) -> tier.maximumSize(1));
	}

	private Stream<DynamicNode> suite(References references, KeyEquality keyEquality,
			@Nullable Consumer<RetainSpec> retain) {
		return JUnit3Suites.nodes(ConcurrentMapTestSuiteBuilder.using(new TestStringMapGenerator() {

			@Override
			protected Map<String, String> create(Map.Entry<String, String>[] entries) {
				WeakCache<String, String> cache = WeakCache
					.<String, String>builder("suite", CacheMapSuiteTests.this.reaper)
					.references(references)
					.keyEquality(keyEquality)
					.retain(retain)
					.build();
				for (Map.Entry<String, String> entry : entries) {
					cache.put(entry.getKey(), entry.getValue());
				}
				return cache.asMap();
			}

		})
			.named(references + " by " + keyEquality + " as a map")
			.withFeatures(CollectionSize.ANY, MapFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
			.createTestSuite());
	}

}
