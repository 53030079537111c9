package dev.weakref;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.cache.CollectedValues;
import dev.weakref.cache.CollectionCause;
import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheListener;
import dev.weakref.cache.WeakCaches;
import dev.weakref.directory.DirectoryListener;
import dev.weakref.reaper.CallbackObserver;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import dev.weakref.registry.RegistryObserver;
import dev.weakref.registry.WeakRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the second close of a registration, which must not end another one of the
 * same listener.
 */
class RegistrationTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final AtomicInteger calls = new AtomicInteger();

	@Test
	void aCacheListenerThatWasAddedTwiceIsRemovedOnce() {
		WeakCache<String, Object> cache = WeakCache.<String, Object>builder("images", this.reaper).build();
		WeakCacheListener<Object> listener = new WeakCacheListener<>() {

			@Override
			public void onCollected(@Nullable Object key, CollectionCause cause) {
				RegistrationTests.this.calls.incrementAndGet();
			}

		};
		Registration first = cache.addListener(listener);
		cache.addListener(listener);
		closeTwice(first);
		cache.put("sunrise", new Object());
		CollectedValues.collect(cache, "sunrise");
		await().until(() -> this.calls.get() == 1);
	}

	@Test
	void aRegistryObserverThatWasAddedTwiceIsRemovedOnce() {
		WeakRegistry registry = new WeakRegistry(this.reaper);
		RegistryObserver observer = new RegistryObserver() {

			@Override
			public void registered(String group, Object object) {
				RegistrationTests.this.calls.incrementAndGet();
			}

			@Override
			public void collected(String group) {
			}

		};
		Registration first = registry.addObserver(observer);
		registry.addObserver(observer);
		closeTwice(first);
		registry.group("tasks").register(new Object());
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void aCallbackObserverThatWasAddedTwiceIsRemovedOnce() {
		CallbackObserver observer = new CallbackObserver() {

			@Override
			public void callbackEnded(CallbackSource source, Duration duration, Duration lag,
					@Nullable Throwable failure) {
				RegistrationTests.this.calls.incrementAndGet();
			}

		};
		Registration first = this.reaper.callbacks().addObserver(observer);
		this.reaper.callbacks().addObserver(observer);
		closeTwice(first);
		this.reaper.callbacks().submit(CallbackSource.of(Kind.CACHE, "images"), () -> {
		});
		await().until(() -> this.calls.get() == 1);
	}

	@Test
	void aDirectoryListenerThatWasAddedTwiceIsRemovedOnce() {
		WeakCaches caches = new WeakCaches(this.reaper, (defaults) -> {
		});
		DirectoryListener<ManagedCache> listener = new DirectoryListener<>() {

			@Override
			public void added(ManagedCache cache) {
				RegistrationTests.this.calls.incrementAndGet();
			}

			@Override
			public void removed(ManagedCache cache) {
			}

		};
		Registration first = caches.directory().addListener(listener);
		caches.directory().addListener(listener);
		closeTwice(first);
		caches.create("images");
		assertThat(this.calls).hasValue(1);
	}

	private static void closeTwice(Registration registration) {
		registration.close();
		registration.close();
	}

}
