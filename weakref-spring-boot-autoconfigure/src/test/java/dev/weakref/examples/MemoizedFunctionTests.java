package dev.weakref.examples;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.weakref.cache.WeakCache;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A function whose results are remembered for as long as their arguments live.
 */
class MemoizedFunctionTests {

	private final Reaper reaper = Reaper.start();

	private final WeakCache<Document, Integer> cache = WeakCache.<Document, Integer>builder("words", this.reaper)
		.references(References.WEAK_KEYS)
		.keyEquality(KeyEquality.IDENTITY)
		.build();

	private final AtomicInteger counted = new AtomicInteger();

	private final Function<Document, Integer> words = this.cache.memoize((document) -> {
		this.counted.incrementAndGet();
		return document.text().split(" ").length;
	});

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@Test
	void aResultIsComputedOnceForEachArgument() {
		Document document = new Document("to be or not to be");
		assertThat(this.words.apply(document)).isEqualTo(6);
		assertThat(this.words.apply(document)).isEqualTo(6);
		assertThat(this.counted).hasValue(1);
	}

	@Test
	void aResultIsForgottenWithItsArgument() {
		Document document = new Document("to be or not to be");
		this.words.apply(document);
		this.words.apply(new Document("soon forgotten"));
		GarbageCollector.awaitUntil("one result is forgotten", () -> this.cache.liveCount() == 1);
		this.words.apply(document);
		assertThat(this.counted).hasValue(2);
	}

	private record Document(String text) {
	}

}
