package dev.weakref.cache;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.collection.RetainedEntries;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * After any number of concurrent operations the strong tier holds what Caffeine has in
 * its policy, and that is entries of the index only. Each round finds what leaks if a
 * retained node is not looked at again after its admission.
 */
@Timeout(300)
class StrongTierStressTests {

	private static final int ROUNDS = Integer.getInteger("weakref.retain.rounds", 3);

	private static final int STEPS = 20_000;

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	@ParameterizedTest
	@MethodSource("kinds")
	void nothingIsHeldThatIsNotInTheCache(References references, KeyEquality keyEquality, int maximumSize, int keys) {
		for (int round = 0; round < ROUNDS; round++) {
			WeakCache<Object, Object> cache = this.fixture.cache((builder) -> builder.references(references)
				.keyEquality(keyEquality)
				.retain((tier) -> tier.maximumSize(maximumSize)));
			List<Object> names = IntStream.range(0, keys).mapToObj((i) -> (Object) ("key " + i)).toList();
			int seed = round;
			List<Background<Boolean>> threads = IntStream.range(0, 3)
				.mapToObj(
						(thread) -> Background.run(() -> use(cache, names, new SplittableRandom(seed * 31L + thread))))
				.toList();
			threads.forEach((thread) -> assertThat(thread.result()).isTrue());
			// An eviction that overtakes an admission leaves a free entry, which its use
			// repairs
			names.forEach(cache::getIfPresent);
			assertThatTiersAgree(cache);
			cache.invalidateAll();
			cache.cleanUp();
			assertThat(cache.retainedCount()).isZero();
		}
	}

	private static void use(WeakCache<Object, Object> cache, List<Object> names, SplittableRandom random) {
		for (int i = 0; i < STEPS; i++) {
			// Few keys at first, so that the table grows while all of them are in use
			Object name = names.get(random.nextInt((i < STEPS / 3) ? names.size() / 10 : names.size()));
			int dice = random.nextInt(1000);
			if (dice < 600) {
				cache.getIfPresent(name);
			}
			else if (dice < 800) {
				cache.get(name, (absent) -> new Object());
			}
			else if (dice < 880) {
				cache.put(name, new Object());
			}
			else if (dice < 960) {
				cache.invalidate(name);
			}
			else if (dice < 999) {
				cache.asMap().merge(name, new Object(), (present, other) -> other);
			}
			else {
				cache.invalidateAll();
			}
		}
	}

	private static void assertThatTiersAgree(WeakCache<Object, Object> cache) {
		cache.cleanUp();
		StrongTier strong = ((IndexedCache<Object, Object>) cache).state.strong;
		RetainedEntries entries = RetainedEntries.of(CacheFixture.index(cache), strong.policy().asMap().keySet());
		assertThat(entries.goneInPolicy()).as("gone, but in the policy").isZero();
		assertThat(entries.heldOutsidePolicy()).as("held, but not in the policy").isZero();
		assertThat(entries.freeInPolicy()).as("in the policy, but not held").isZero();
	}

	static Stream<Arguments> kinds() {
		return Stream.of(Arguments.of(References.WEAK_VALUES, KeyEquality.EQUALS, 50, 2_000),
				Arguments.of(References.WEAK_VALUES, KeyEquality.IDENTITY, 10_000, 2_000),
				Arguments.of(References.WEAK_KEYS, KeyEquality.EQUALS, 50, 2_000),
				Arguments.of(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY, 50, 2_000),
				Arguments.of(References.SOFT_VALUES, KeyEquality.EQUALS, 50, 2_000));
	}

}
