package dev.weakref.collection;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import dev.weakref.testsupport.JUnit3Suites;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests for the contract of {@code ConcurrentMap}, in each mode.
 */
class ReferenceMapSuiteTests {

	@TestFactory
	Stream<DynamicNode> weakValuesByEqualityObeyTheContractOfMaps() {
		return suite(References.WEAK_VALUES, KeyEquality.EQUALS, false);
	}

	@TestFactory
	Stream<DynamicNode> weakValuesByIdentityObeyTheContractOfMaps() {
		return suite(References.WEAK_VALUES, KeyEquality.IDENTITY, false);
	}

	@TestFactory
	Stream<DynamicNode> weakKeysByEqualityObeyTheContractOfMaps() {
		return suite(References.WEAK_KEYS, KeyEquality.EQUALS, false);
	}

	@TestFactory
	Stream<DynamicNode> weakKeysByIdentityObeyTheContractOfMaps() {
		return suite(References.WEAK_KEYS, KeyEquality.IDENTITY, false);
	}

	@TestFactory
	Stream<DynamicNode> weakKeysAndValuesByEqualityObeyTheContractOfMaps() {
		return suite(References.WEAK_KEYS_AND_VALUES, KeyEquality.EQUALS, false);
	}

	@TestFactory
	Stream<DynamicNode> weakKeysAndValuesByIdentityObeyTheContractOfMaps() {
		return suite(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY, false);
	}

	@TestFactory
	Stream<DynamicNode> softValuesByEqualityObeyTheContractOfMaps() {
		return suite(References.SOFT_VALUES, KeyEquality.EQUALS, false);
	}

	@TestFactory
	Stream<DynamicNode> softValuesByIdentityObeyTheContractOfMaps() {
		return suite(References.SOFT_VALUES, KeyEquality.IDENTITY, false);
	}

	@TestFactory
	Stream<DynamicNode> weakValuesThatExpireObeyTheContractOfMaps() {
		return suite(References.WEAK_VALUES, KeyEquality.EQUALS, true);
	}

	@TestFactory
	Stream<DynamicNode> weakKeysThatExpireObeyTheContractOfMaps() {
		return suite(References.WEAK_KEYS, KeyEquality.EQUALS, true);
	}

	@TestFactory
	Stream<DynamicNode> weakKeysAndValuesThatExpireObeyTheContractOfMaps() {
		return suite(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY, true);
	}

	private static Stream<DynamicNode> suite(References references, KeyEquality keyEquality, boolean expires) {
		return JUnit3Suites.nodes(ConcurrentMapTestSuiteBuilder.using(new TestStringMapGenerator() {

			@Override
			protected Map<String, String> create(Map.Entry<String, String>[] entries) {
				ReferenceMapBuilder<String, String> builder = ReferenceMap.builder(references, keyEquality);
				if (expires) {
					builder.expireAfterWrite(Duration.ofDays(1));
				}
				Map<String, String> map = builder.build();
				for (Map.Entry<String, String> entry : entries) {
					map.put(entry.getKey(), entry.getValue());
				}
				return map;
			}

		})
			.named(references + " by " + keyEquality)
			.withFeatures(CollectionSize.ANY, MapFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE)
			.createTestSuite());
	}

}
