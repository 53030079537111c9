package dev.weakref.spring.cache;

import java.lang.ref.Reference;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.cache.Cache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakCacheManager}.
 */
class WeakCacheManagerTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakCaches caches = new WeakCaches(this.reaper, (cache) -> {
	});

	private final WeakCacheManager manager = new WeakCacheManager(this.caches, this.reaper.suitability());

	@Test
	void cachesComeAndGo() {
		assertThat(this.manager.getCacheNames()).isEmpty();
		assertThat(this.manager.getCache("images")).isNull();
		WeakCache<Object, Object> images = this.caches.create("images");
		WeakCache<Object, Object> fonts = this.caches.create("fonts");
		assertThat(this.manager.getCacheNames()).containsExactly("fonts", "images");
		assertThat(this.manager.getCache("images").getNativeCache()).isSameAs(images);
		this.caches.remove("images");
		assertThat(this.manager.getCacheNames()).containsExactly("fonts");
		assertThat(this.manager.getCache("images")).isNull();
		Reference.reachabilityFence(fonts);
	}

	@Test
	void aCacheIsAlwaysTheSameObject() {
		WeakCache<Object, Object> images = this.caches.create("images");
		Cache cache = this.manager.getCache("images");
		GarbageCollector.run();
		assertThat(this.manager.getCache("images")).isSameAs(cache);
		Reference.reachabilityFence(images);
	}

	@Test
	void anotherCacheOfTheSameNameIsAnother() {
		WeakCache<Object, Object> first = this.caches.create("images");
		Cache cache = this.manager.getCache("images");
		this.caches.remove("images");
		WeakCache<Object, Object> second = this.caches.create("images");
		assertThat(this.manager.getCache("images")).isNotSameAs(cache)
			.extracting(Cache::getNativeCache)
			.isSameAs(second);
		assertThat(cache.getNativeCache()).isSameAs(first);
	}

	@Test
	void aCacheThatIsNotHeldGoes() {
		WeakCache<Object, Object> fonts = this.caches.create("fonts");
		useForgottenCache();
		GarbageCollector.awaitUntil("the cache is gone", () -> this.manager.getCache("images") == null);
		assertThat(this.manager.getCacheNames()).containsExactly("fonts");
		Reference.reachabilityFence(fonts);
	}

	@Test
	void resettingKeepsTheCaches() {
		WeakCache<Object, Object> images = this.caches.create("images");
		images.put("key", this);
		this.manager.resetCaches();
		assertThat(this.manager.getCacheNames()).containsExactly("images");
		assertThat(images.liveCount()).isZero();
	}

	@Test
	void aBeanThatHasNotBeenMadeIsMade() {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		RootBeanDefinition images = new RootBeanDefinition(WeakCache.class, () -> this.caches.create("images"));
		images.setLazyInit(true);
		beans.registerBeanDefinition("images", images);
		beans.registerSingleton("fonts", "no cache");
		this.manager.setBeanFactory(beans);
		assertThat(this.manager.getCache("images")).isNotNull();
		assertThat(beans.containsSingleton("images")).isTrue();
		assertThat(this.manager.getCache("fonts")).isNull();
		assertThat(this.manager.getCache("sounds")).isNull();
	}

	private void useForgottenCache() {
		this.caches.create("images");
		this.manager.getCache("images").put("key", this);
	}

}
