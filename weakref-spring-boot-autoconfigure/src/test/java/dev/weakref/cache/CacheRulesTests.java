package dev.weakref.cache;

import java.time.Duration;
import java.util.function.Consumer;

import dev.weakref.WeakRefConfigurationException;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CacheRulesTests {

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	@Test
	void aStrongTierWithoutLimitIsRefused() {
		refused((builder) -> builder.retain((tier) -> {
		}), "retain");
	}

	@Test
	void aStrongTierOfNoSizeIsRefused() {
		refused((builder) -> builder.retain((tier) -> tier.maximumSize(0)), "retain.maximum-size");
	}

	@Test
	void retentionOfNoTimeIsRefused() {
		refused((builder) -> builder.retain((tier) -> tier.expireAfterAccess(Duration.ZERO)),
				"retain.expire-after-access");
	}

	@Test
	void expiryOfNoTimeIsRefused() {
		refused((builder) -> builder.expireAfterWrite(Duration.ofSeconds(-1)), "expire-after-write");
	}

	@ParameterizedTest
	@ValueSource(classes = { Integer.class, boolean.class, Class.class, References.class })
	void weakValuesThatAreNeverCollectedAreRefused(Class<?> valueType) {
		refused((builder) -> builder.valueType(valueType), "value-type");
	}

	@Test
	void strongValuesMayBeOfAnyType() {
		WeakCache<Object, Object> cache = this.fixture
			.cache((builder) -> builder.references(References.WEAK_KEYS).valueType(Integer.class));
		assertThat(cache.references()).isEqualTo(References.WEAK_KEYS);
	}

	@ParameterizedTest
	@ValueSource(classes = { Integer.class, boolean.class, References.class })
	void weakKeysThatAreNeverCollectedAreRefused(Class<?> keyType) {
		refused((builder) -> builder.references(References.WEAK_KEYS).keyType(keyType), "key-type");
		refused((builder) -> builder.references(References.WEAK_KEYS_AND_VALUES).keyType(keyType), "key-type");
	}

	@ParameterizedTest
	@ValueSource(classes = { Integer.class, Class.class, References.class })
	void strongKeysMayBeOfAnyType(Class<?> keyType) {
		assertThat(this.fixture.cache((builder) -> builder.keyType(keyType)).keyEquality())
			.isEqualTo(KeyEquality.EQUALS);
	}

	@ParameterizedTest
	@ValueSource(classes = { String.class, Class.class })
	void weakKeysMayBeStringsOrClasses(Class<?> keyType) {
		WeakCache<Object, Object> cache = this.fixture
			.cache((builder) -> builder.references(References.WEAK_KEYS).keyType(keyType));
		assertThat(cache.references()).isEqualTo(References.WEAK_KEYS);
	}

	@ParameterizedTest
	@EnumSource
	void noModeIsAdvisedThatWouldBeRefusedToo(References references) {
		assertThatExceptionOfType(WeakRefConfigurationException.class)
			.isThrownBy(() -> this.fixture
				.cache((builder) -> builder.references(references).keyType(Integer.class).valueType(Integer.class)))
			.satisfies((ex) -> assertThat(ex.remedy()).startsWith("Use a cache with strong keys and values, or "));
	}

	@ParameterizedTest
	@ValueSource(classes = { String.class, Long.class, long.class })
	void keysWithoutIdentityAreRefusedWhereKeysCompareByIdentity(Class<?> keyType) {
		refused((builder) -> builder.keyType(keyType).keyEquality(KeyEquality.IDENTITY), "key-equality");
	}

	@Test
	void theExceptionTellsTheNameOfAType() {
		assertThatExceptionOfType(WeakRefConfigurationException.class)
			.isThrownBy(() -> this.fixture.cache((builder) -> builder.valueType(Integer.class)))
			.withMessageStartingWith("Weak cache 'images' cannot have value-type = java.lang.Integer: ")
			.satisfies((ex) -> assertThat(ex.value()).isEqualTo(Integer.class));
	}

	@Test
	void theExceptionTellsWhatToDo() {
		assertThatExceptionOfType(WeakRefConfigurationException.class)
			.isThrownBy(() -> this.fixture.cache((builder) -> builder.retain((tier) -> tier.maximumSize(-5))))
			.withMessage("Weak cache 'images' cannot have retain.maximum-size = -5: " + "the number must be positive")
			.satisfies((ex) -> assertThat(ex.cacheName()).isEqualTo("images"))
			.satisfies((ex) -> assertThat(ex.value()).isEqualTo(-5L))
			.satisfies((ex) -> assertThat(ex.reason()).isNotBlank())
			.satisfies((ex) -> assertThat(ex.remedy()).startsWith("Set a number of 1 or more"));
	}

	private void refused(Consumer<WeakCacheBuilder<Object, Object>> spec, String property) {
		assertThatExceptionOfType(WeakRefConfigurationException.class).isThrownBy(() -> this.fixture.cache(spec))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo(property));
	}

}
