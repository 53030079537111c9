package dev.weakref.spring.backing.redis;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.weakref.cache.Backing;
import dev.weakref.singleflight.Outcome;
import dev.weakref.spring.backing.BackingEngine.Use;
import dev.weakref.spring.backing.StoredNull;
import dev.weakref.spring.backing.UndecodableValueException;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.support.NullValue;
import org.springframework.core.convert.ConversionService;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceExceptionConverter;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * A cache of Spring Data Redis as a backing. It stores keys and values as that cache
 * does, so both can be used side by side, and returns after Redis has answered.
 */
final class RedisBacking implements Backing<Object, Object> {

	/** The bytes by which Spring Data Redis stores {@code null}. */
	private final byte[] nullBytes = serialize(NullValue.INSTANCE);

	private final RedisCache cache;

	private final RedisCacheConfiguration configuration;

	private final RedisCacheWriter writer;

	private final Use use;

	RedisBacking(RedisCache cache, Use use) {
		this.cache = cache;
		this.configuration = cache.getCacheConfiguration();
		this.writer = cache.getNativeCache();
		this.use = use;
	}

	private static byte[] serialize(Object value) {
		byte[] bytes = RedisSerializer.java().serialize(value);
		return (bytes != null) ? bytes : new byte[0];
	}

	@Override
	public @Nullable Entry<Object> read(Object key) {
		return entry(this.writer.get(this.cache.getName(), keyBytes(key)));
	}

	@Override
	public Map<Object, Entry<Object>> readAll(Set<? extends Object> keys) {
		List<Object> order = List.copyOf(keys);
		byte[][] keyBytes = order.stream().map(this::keyBytes).toArray(byte[][]::new);
		List<byte[]> stored = this.writer
			.execute((RedisConnection connection) -> connection.stringCommands().mGet(keyBytes));
		Map<Object, Entry<Object>> entries = new LinkedHashMap<>();
		for (int i = 0; stored != null && i < stored.size(); i++) {
			Entry<Object> entry = entry(stored.get(i));
			if (entry != null) {
				entries.put(order.get(i), entry);
			}
		}
		return entries;
	}

	@Override
	public Entry<Object> write(Object key, Object value) {
		byte[] bytes = valueBytes(value);
		await(this.writer.store(this.cache.getName(), keyBytes(key), bytes, timeToLive(key, value)));
		return Entry.of(bytes, value);
	}

	@Override
	public Entry<Object> writeIfAbsent(Object key, Object value) {
		byte[] bytes = valueBytes(value);
		byte[] present = this.writer.putIfAbsent(this.cache.getName(), keyBytes(key), bytes, timeToLive(key, value));
		if (present == null) {
			return Entry.of(bytes, value);
		}
		Entry<Object> entry = entry(present);
		return (entry != null) ? entry : write(key, value);
	}

	@Override
	public void evict(Object key) {
		this.writer.evictIfPresent(this.cache.getName(), keyBytes(key));
	}

	@Override
	public void clear() {
		this.cache.invalidate();
	}

	/**
	 * Returns the key as Redis has it.
	 */
	@Override
	public Object engineKey(Object key) {
		return ByteBuffer.wrap(keyBytes(key));
	}

	private byte[] keyBytes(Object key) {
		return bytes(this.configuration.getKeySerializationPair()
			.write(this.configuration.getKeyPrefixFor(this.cache.getName()) + text(key)));
	}

	private String text(Object key) {
		if (key instanceof String text) {
			return text;
		}
		ConversionService conversion = this.configuration.getConversionService();
		String text = (conversion.canConvert(key.getClass(), String.class)) ? conversion.convert(key, String.class)
				: null;
		if (text == null) {
			throw new IllegalStateException("The cache '" + this.cache.getName() + "' in Redis cannot convert a key of "
					+ key.getClass().getName() + " to a string; register a converter with "
					+ "RedisCacheConfiguration.configureKeyConverters");
		}
		return text;
	}

	private byte[] valueBytes(Object value) {
		if (value instanceof StoredNull) {
			if (!this.configuration.getAllowCacheNullValues()) {
				throw new IllegalArgumentException("The cache '" + this.cache.getName()
						+ "' in Redis does not store null; remove disableCachingNullValues() from the "
						+ "RedisCacheConfiguration, or leave null out with @Cacheable(unless = \"#result == null\")");
			}
			return this.nullBytes;
		}
		return bytes(this.configuration.getValueSerializationPair().write(value));
	}

	private @Nullable Duration timeToLive(Object key, Object value) {
		return this.configuration.getTtlFunction().getTimeToLive(key, (value instanceof StoredNull) ? null : value);
	}

	private @Nullable Entry<Object> entry(byte @Nullable [] bytes) {
		if (bytes == null) {
			return null;
		}
		if (Arrays.equals(bytes, this.nullBytes)) {
			return (this.use.hasNulls()) ? Entry.of(bytes, new StoredNull()) : null;
		}
		return new Stored(bytes);
	}

	private Object decode(byte[] bytes) {
		Class<?> type = (this.use.valueType() != null) ? this.use.valueType() : Object.class;
		try {
			Object value = this.configuration.getValueSerializationPair().read(ByteBuffer.wrap(bytes));
			return Objects.requireNonNull(type.cast(value), "The serializer returned null");
		}
		catch (RuntimeException ex) {
			throw new UndecodableValueException(this.cache.getName(), type.getName(), ex);
		}
	}

	private static byte[] bytes(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(bytes);
		return bytes;
	}

	/**
	 * Waits for the answer of Redis. A failure is one of Spring's exceptions, as for the
	 * writer's own methods.
	 */
	private static void await(CompletableFuture<?> answer) {
		try {
			answer.join();
		}
		catch (CompletionException ex) {
			Exception cause = (Outcome.cause(ex) instanceof Exception failure) ? failure : ex;
			DataAccessException translated = new LettuceExceptionConverter().convert(cause);
			throw (translated != null) ? translated : new RedisSystemException("Redis could not be written", cause);
		}
	}

	/**
	 * An entry that is decoded when its value is needed.
	 */
	private final class Stored implements Entry<Object> {

		private final byte[] bytes;

		Stored(byte[] bytes) {
			this.bytes = bytes;
		}

		@Override
		public byte[] bytes() {
			return this.bytes;
		}

		@Override
		public Object value() {
			return decode(this.bytes);
		}

	}

}
