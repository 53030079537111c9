package dev.weakref.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.reaper.LastingObjects;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;

/**
 * What can be set under {@code weakref} in the configuration of an application.
 */
@ConfigurationProperties(prefix = "weakref", ignoreUnknownFields = false)
public class WeakRefProperties {

	/**
	 * Settings of every cache that does not have its own.
	 */
	private CacheProperties cacheDefaults = new CacheProperties();

	/**
	 * Weak caches by name; each becomes a bean of that name.
	 */
	private final Map<String, CacheProperties> caches = new LinkedHashMap<>();

	private CacheManager cacheManager = new CacheManager();

	private Callbacks callbacks = new Callbacks();

	private Finalizers finalizers = new Finalizers();

	private Registry registry = new Registry();

	public CacheProperties getCacheDefaults() {
		return this.cacheDefaults;
	}

	public void setCacheDefaults(CacheProperties cacheDefaults) {
		this.cacheDefaults = cacheDefaults;
	}

	public Map<String, CacheProperties> getCaches() {
		return this.caches;
	}

	public CacheManager getCacheManager() {
		return this.cacheManager;
	}

	public void setCacheManager(CacheManager cacheManager) {
		this.cacheManager = cacheManager;
	}

	public Callbacks getCallbacks() {
		return this.callbacks;
	}

	public void setCallbacks(Callbacks callbacks) {
		this.callbacks = callbacks;
	}

	public Finalizers getFinalizers() {
		return this.finalizers;
	}

	public void setFinalizers(Finalizers finalizers) {
		this.finalizers = finalizers;
	}

	public Registry getRegistry() {
		return this.registry;
	}

	public void setRegistry(Registry registry) {
		this.registry = registry;
	}

	/**
	 * Settings of the weak caches as a manager of Spring's cache abstraction.
	 */
	public static class CacheManager {

		/**
		 * Whether the weak caches are what annotations such as Cacheable mean where no
		 * manager is named, in the place of the manager that Spring Boot would make. A
		 * manager that the application itself has comes first.
		 */
		@Name("default")
		private boolean defaultManager;

		public boolean isDefaultManager() {
			return this.defaultManager;
		}

		public void setDefaultManager(boolean defaultManager) {
			this.defaultManager = defaultManager;
		}

	}

	/**
	 * Settings of user code that runs after a collection.
	 */
	public static class Callbacks {

		/**
		 * Where callbacks run: 'reaper' for the one thread that also drains, one callback
		 * after the other; 'virtual-threads' for a virtual thread each, on Java 21 and
		 * later; or the name of a bean of type Executor.
		 */
		private String executor = "reaper";

		/**
		 * How long a callback may take before it is reported in the log.
		 */
		private Duration slowThreshold = Duration.ofMillis(100);

		/**
		 * What to do about callbacks and finalizers of objects that are never collected,
		 * such as boxed numbers and enum constants: 'refuse' to register them, 'warn'
		 * once for each type, or 'allow' them. Unless they are allowed, such an object is
		 * also mentioned, once for each type, when it is registered or owns a receiver.
		 */
		private LastingObjects lastingObjects = LastingObjects.REFUSE;

		public String getExecutor() {
			return this.executor;
		}

		public void setExecutor(String executor) {
			this.executor = executor;
		}

		public Duration getSlowThreshold() {
			return this.slowThreshold;
		}

		public void setSlowThreshold(Duration slowThreshold) {
			this.slowThreshold = slowThreshold;
		}

		public LastingObjects getLastingObjects() {
			return this.lastingObjects;
		}

		public void setLastingObjects(LastingObjects lastingObjects) {
			this.lastingObjects = lastingObjects;
		}

	}

	/**
	 * Settings of finalizers.
	 */
	public static class Finalizers {

		/**
		 * Whether to run the finalizers of objects that are still alive when the
		 * application context is closed.
		 */
		private boolean runOnClose = true;

		/**
		 * How long the close of the application context waits for finalizers.
		 */
		private Duration closeTimeout = Duration.ofSeconds(10);

		public boolean isRunOnClose() {
			return this.runOnClose;
		}

		public void setRunOnClose(boolean runOnClose) {
			this.runOnClose = runOnClose;
		}

		public Duration getCloseTimeout() {
			return this.closeTimeout;
		}

		public void setCloseTimeout(Duration closeTimeout) {
			this.closeTimeout = closeTimeout;
		}

	}

	/**
	 * Settings of the registry.
	 */
	public static class Registry {

		/**
		 * Which beans to track, of those that do not live as long as the application
		 * context: packages, such as 'com.example.orders' with all below it; types, such
		 * as 'com.example.orders.Basket', a class or interface; and scopes, such as
		 * 'scope:session'. A bean is tracked if one of them fits.
		 */
		private List<String> track = new ArrayList<>();

		public List<String> getTrack() {
			return this.track;
		}

		public void setTrack(List<String> track) {
			this.track = track;
		}

	}

	/**
	 * Settings of a weak cache.
	 */
	public static class CacheProperties {

		/**
		 * Type of the keys. Together with 'value-type' it makes the bean injectable by
		 * its generic type, and lets a mode that cannot work with it be refused.
		 */
		private @Nullable Class<?> keyType;

		/**
		 * Type of the values. Together with 'key-type' it makes the bean injectable by
		 * its generic type, and lets a mode that cannot work with it be refused.
		 */
		private @Nullable Class<?> valueType;

		/**
		 * Which side of an entry does not keep it alive. With 'weak-values' (the default)
		 * a value can be found by its key for as long as anybody holds the value. With
		 * 'weak-keys' a value belongs to its key object and goes with it; it must not
		 * refer back to the key. With 'weak-keys-and-values' an entry goes with whichever
		 * goes first. With 'soft-values' values stay until the JVM is short of memory.
		 */
		private @Nullable References references;

		/**
		 * When two keys are the same: 'equals' (the default) by their equals method,
		 * 'identity' if they are the same object. With weak keys, 'equals' finds an entry
		 * by any equal key but drops it together with the key object it was stored under;
		 * 'identity' attaches a value to one object.
		 */
		private @Nullable KeyEquality keyEquality;

		private @Nullable Retain retain;

		/**
		 * How long a value is good for after it was stored; afterwards it is loaded anew
		 * even if somebody still holds it. Without it values do not expire.
		 */
		private @Nullable Duration expireAfterWrite;

		public @Nullable Class<?> getKeyType() {
			return this.keyType;
		}

		public void setKeyType(@Nullable Class<?> keyType) {
			this.keyType = keyType;
		}

		public @Nullable Class<?> getValueType() {
			return this.valueType;
		}

		public void setValueType(@Nullable Class<?> valueType) {
			this.valueType = valueType;
		}

		public @Nullable References getReferences() {
			return this.references;
		}

		public void setReferences(@Nullable References references) {
			this.references = references;
		}

		public @Nullable KeyEquality getKeyEquality() {
			return this.keyEquality;
		}

		public void setKeyEquality(@Nullable KeyEquality keyEquality) {
			this.keyEquality = keyEquality;
		}

		public @Nullable Retain getRetain() {
			return this.retain;
		}

		public void setRetain(@Nullable Retain retain) {
			this.retain = retain;
		}

		public @Nullable Duration getExpireAfterWrite() {
			return this.expireAfterWrite;
		}

		public void setExpireAfterWrite(@Nullable Duration expireAfterWrite) {
			this.expireAfterWrite = expireAfterWrite;
		}

	}

	/**
	 * Settings of the strong tier of a cache.
	 */
	public static class Retain {

		/**
		 * Whether the strong tier is there. Set it to false for a cache that retains
		 * nothing although the defaults say otherwise; without this, setting a limit is
		 * enough.
		 */
		private @Nullable Boolean enabled;

		/**
		 * How many entries the strong tier holds at most, so that they survive
		 * collections while nobody else holds them.
		 */
		private @Nullable Long maximumSize;

		/**
		 * How long the strong tier holds an entry after its last use.
		 */
		private @Nullable Duration expireAfterAccess;

		public @Nullable Boolean getEnabled() {
			return this.enabled;
		}

		public void setEnabled(@Nullable Boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable Long getMaximumSize() {
			return this.maximumSize;
		}

		public void setMaximumSize(@Nullable Long maximumSize) {
			this.maximumSize = maximumSize;
		}

		public @Nullable Duration getExpireAfterAccess() {
			return this.expireAfterAccess;
		}

		public void setExpireAfterAccess(@Nullable Duration expireAfterAccess) {
			this.expireAfterAccess = expireAfterAccess;
		}

	}

}
