package dev.weakref.spring.backing.redis;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.weakref.cache.WeakCache;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.NearCache;
import dev.weakref.spring.backing.StoredNull;
import dev.weakref.spring.backing.UndecodableValueException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.serializer.GenericJacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The stored forms of values.
 */
@Timeout(60)
class RedisValueTests {

	private static final Document V1 = new Document("1");

	private RedisFixture redis;

	@BeforeEach
	void start() {
		this.redis = new RedisFixture();
	}

	@AfterEach
	void stop() {
		if (this.redis != null) {
			this.redis.close();
		}
	}

	static Stream<Arguments> serializers() {
		return Stream.of(Arguments.of("Java", RedisSerializer.java()),
				Arguments.of("JSON of a type", new JacksonJsonRedisSerializer<>(Document.class)),
				Arguments.of("JSON with types",
						GenericJacksonJsonRedisSerializer.builder().enableUnsafeDefaultTyping().build()));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("serializers")
	void aValueIsTheSameForThePlainCacheAndTheWeakOne(String name, RedisSerializer<?> serializer) {
		RedisNode node = this.redis.node(values(serializer));
		NearCache cache = this.redis.cache(node, "documents");
		Document stored = this.redis.stored(cache, "a", V1);
		assertThat(stored).isSameAs(V1);
		Cache plain = node.cache("documents");
		assertThat(plain.get("a", Document.class)).isEqualTo(V1);
		int seen = cache.channel().count();
		plain.put("a", new Document("1"));
		cache.channel().awaitMore(seen);
		assertThat(cache.cache().getIfPresent("a")).isSameAs(V1);
		assertThat(cache.counts().unchanged()).isPositive();
		seen = cache.channel().count();
		plain.put("b", new Document("2"));
		cache.channel().awaitMore(seen);
		assertThat(cache.cache().getIfPresent("b")).isEqualTo(new Document("2"));
	}

	@Test
	void aValueThatCannotBeDecodedIsNotKept() {
		NearCache cache = this.redis.cache(this.redis.node(values(RedisSerializer.java())), "documents");
		this.redis.command("SET", "documents::a", "no object");
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(UndecodableValueException.class)
				.isThrownBy(() -> cache.cache().get("a", (key) -> V1))
				.withMessage("A stored value of the cache 'documents' cannot be turned into "
						+ "dev.weakref.spring.backing.Document; evict the entry, or clear the cache if the class has changed")
				.satisfies((ex) -> assertThat(ex.cacheName()).isEqualTo("documents"))
				.satisfies((ex) -> assertThat(ex.valueType()).isEqualTo(Document.class.getName()));
		}
		assertThat(cache.counts().failures()).isEqualTo(2);
		assertThat(cache.counts().down()).as("the engine").isFalse();
		assertThat(cache.cache().contains("a")).isFalse();
		cache.cache().invalidate("a");
		assertThat(cache.cache().get("a", (key) -> V1)).isEqualTo(V1);
	}

	@Test
	void aValueOfAnotherTypeCannotBeDecoded() {
		RedisNode node = this.redis.node(values(RedisSerializer.java()));
		NearCache cache = this.redis.cache(node, "documents");
		node.cache("documents").put("a", "text");
		assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> cache.cache().getIfPresent("a"))
			.withCauseInstanceOf(ClassCastException.class);
	}

	@Test
	void anOldValueIsNoLongerCurrentIfItsSuccessorCannotBeDecoded() {
		NearCache cache = this.redis.cache("documents");
		this.redis.stored(cache, "a", V1);
		int seen = cache.channel().count();
		this.redis.command("SET", "documents::a", "no object");
		cache.channel().awaitMore(seen);
		assertThatExceptionOfType(UndecodableValueException.class).isThrownBy(() -> cache.cache().getIfPresent("a"));
		assertThat(cache.cache().isCurrent("a", V1)).isFalse();
		assertThat(cache.cache().asMap()).isEmpty();
	}

	@Test
	void anUntypedCacheKnowsStoredNulls() {
		RedisNode node = this.redis.node();
		WeakCache<String, Object> cache = untyped(
				this.redis.cache("documents", node.engine("documents", Object.class), (spec) -> {
				}, (settings) -> {
				}));
		node.cache("documents").put("a", null);
		assertThat(cache.get("a", (key) -> V1)).isInstanceOf(StoredNull.class);
		cache.put("b", new StoredNull());
		assertThat(node.cache("documents").get("b")).isNotNull().satisfies((found) -> assertThat(found.get()).isNull());
		assertThat(cache.getAllPresent(List.of("a", "b"))).hasSize(2);
		assertThat(cache.getIfPresent("a")).isNotSameAs(cache.getIfPresent("b"));
	}

	@Test
	void aTypedCacheReplacesAStoredNull() {
		RedisNode node = this.redis.node();
		NearCache cache = this.redis.cache(node, "documents");
		Cache plain = node.cache("documents");
		plain.put("a", null);
		assertThat(plain.get("a")).isNotNull();
		assertThat(cache.cache().getIfPresent("a")).isNull();
		assertThat(cache.cache().get("a", (key) -> V1)).isEqualTo(V1);
		assertThat(plain.get("a", Document.class)).isEqualTo(V1);
	}

	@Test
	void nullIsNotStoredWhereTheCacheOfTheManagerRefusesIt() {
		RedisNode node = this.redis.node(RedisCacheConfiguration::disableCachingNullValues);
		WeakCache<String, Object> cache = untyped(
				this.redis.cache("documents", node.engine("documents", Object.class), (spec) -> {
				}, (settings) -> {
				}));
		assertThatIllegalArgumentException().isThrownBy(() -> cache.put("a", new StoredNull()))
			.withMessageContaining("The cache 'documents' in Redis does not store null");
		assertThat(this.redis.command("EXISTS", "documents::a")).isEqualTo(":0\r\n");
	}

	@Test
	void theTimeToLiveIsThatOfTheManager() {
		RedisNode node = this.redis.node((caches) -> caches.entryTtl(Duration.ofMinutes(1)));
		NearCache cache = this.redis.cache(node, "documents");
		cache.cache().put("a", V1);
		cache.cache().get("b", (key) -> V1);
		assertThat(this.redis.command("TTL", "documents::a")).isIn(":60\r\n", ":59\r\n");
		assertThat(this.redis.command("TTL", "documents::b")).isIn(":60\r\n", ":59\r\n");
	}

	private static UnaryOperator<RedisCacheConfiguration> values(RedisSerializer<?> serializer) {
		return (caches) -> caches.serializeValuesWith(SerializationPair.fromSerializer(serializer));
	}

	@SuppressWarnings("unchecked")
	private static WeakCache<String, Object> untyped(NearCache cache) {
		return (WeakCache<String, Object>) (WeakCache<String, ?>) cache.cache();
	}

}
