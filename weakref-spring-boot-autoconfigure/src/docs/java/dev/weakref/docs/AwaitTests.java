package dev.weakref.docs;

import java.awt.image.BufferedImage;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.cache.WeakCache;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of a user that need the collector, or the time.
 */
class AwaitTests {

	private final Reaper reaper = Reaper.start();

	private final WeakCache<String, BufferedImage> images = WeakCache
		.<String, BufferedImage>builder("images", this.reaper)
		.build();

	@AfterEach
	void close() {
		this.reaper.close();
	}

	// tag::await[]
	@Test
	void anImageThatIsNoLongerHeldIsCollected() {
		this.images.get("sunrise.png", Images::decode); // the result is not held
		await().until(() -> {
			System.gc();
			return !this.images.contains("sunrise.png");
		});
	}

	@Test
	void anImageThatIsHeldIsLive() {
		BufferedImage held = this.images.get("sunrise.png", Images::decode);
		this.images.get("noon.png", Images::decode);
		await().until(() -> {
			System.gc();
			return !this.images.contains("noon.png");
		});
		assertThat(this.images.contains("sunrise.png")).isTrue();
		Reference.reachabilityFence(held); // not collected before this line
	}
	// end::await[]

	@Test
	void aValueExpires() {
		// tag::ticker[]
		AtomicLong nanos = new AtomicLong();
		WeakCache<String, BufferedImage> images = WeakCache.<String, BufferedImage>builder("images", this.reaper)
			.expireAfterWrite(Duration.ofHours(1))
			.ticker(nanos::get)
			.build();
		BufferedImage first = images.get("sunrise.png", Images::decode);
		nanos.addAndGet(Duration.ofHours(1).toNanos());
		BufferedImage second = images.get("sunrise.png", Images::decode); // loaded again
		// end::ticker[]
		assertThat(second).isNotSameAs(first);
	}

}
