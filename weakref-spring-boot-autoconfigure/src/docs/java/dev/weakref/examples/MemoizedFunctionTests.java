package dev.weakref.examples;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.weakref.cache.WeakCache;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A function whose results are remembered for as long as their arguments live.
 */
class MemoizedFunctionTests extends Examples {

	private final AtomicInteger counted = new AtomicInteger();

	// tag::memoize[]
	private final WeakCache<Document, Integer> cache = WeakCache.<Document, Integer>builder("words", this.reaper)
		.references(References.WEAK_KEYS)
		.keyEquality(KeyEquality.IDENTITY)
		.build();

	private final Function<Document, Integer> counter = this.cache.memoize(this::countWords);

	int words(Document document) {
		return this.counter.apply(document);
	}
	// end::memoize[]

	@Test
	void aResultIsComputedOnceForEachArgument() {
		Document document = new Document("to be or not to be");
		assertThat(words(document)).isEqualTo(6);
		assertThat(words(document)).isEqualTo(6);
		assertThat(this.counted).hasValue(1);
	}

	@Test
	void aResultIsForgottenWithItsArgument() {
		Document document = new Document("to be or not to be");
		words(document);
		words(new Document("soon forgotten"));
		GarbageCollector.awaitUntil("one result is forgotten", () -> this.cache.liveCount() == 1);
		words(document);
		assertThat(this.counted).hasValue(2);
	}

	private int countWords(Document document) {
		this.counted.incrementAndGet();
		return document.text().split(" ").length;
	}

	private record Document(String text) {
	}

}
