package dev.weakref.singleflight;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for many claims at a time, however their hash codes lie.
 */
@Timeout(60)
class ClaimTableTests {

	private final ClaimTable<Object> table = new ClaimTable<>(false, 0);

	@ParameterizedTest
	@MethodSource("hashCodes")
	void eachClaimIsFoundUntilItIsRemoved(IntUnaryOperator hashCode) {
		List<Claim<Object>> claims = IntStream.range(0, 2_000)
			.mapToObj((i) -> new Claim<Object>(new Key(i, hashCode.applyAsInt(i)), hashCode.applyAsInt(i)))
			.toList();
		claims.forEach((claim) -> assertThat(this.table.add(claim)).isNull());
		claims.forEach((claim) -> {
			Claim<Object> same = new Claim<>(new Key(((Key) claim.key).id, claim.hash), claim.hash);
			assertThat(this.table.add(same)).isSameAs(claim);
			assertThat(this.table.find(same.key, same.hash)).isSameAs(claim);
		});
		assertThat(all()).containsExactlyInAnyOrderElementsOf(claims);
		claims.subList(0, 1_000).forEach(this.table::remove);
		claims.subList(0, 1_000).forEach(this.table::remove);
		assertThat(all()).containsExactlyInAnyOrderElementsOf(claims.subList(1_000, 2_000));
		claims.forEach(this.table::remove);
		assertThat(all()).isEmpty();
	}

	@Test
	void oneOfSeveralThreadsGetsAKey() {
		AtomicInteger twice = new AtomicInteger();
		AtomicInteger[] owners = IntStream.range(0, 64)
			.mapToObj((i) -> new AtomicInteger())
			.toArray(AtomicInteger[]::new);
		List<Background<Boolean>> threads = IntStream.range(0, 3).mapToObj((thread) -> Background.run(() -> {
			for (int i = 0; i < 50_000; i++) {
				int id = (i * (thread + 1)) % owners.length;
				Claim<Object> claim = new Claim<>(new Key(id, id % 3), id % 3);
				if (this.table.add(claim) == null) {
					if (owners[id].getAndIncrement() != 0) {
						twice.incrementAndGet();
					}
					owners[id].decrementAndGet();
					this.table.remove(claim);
				}
			}
		})).toList();
		threads.forEach((thread) -> assertThat(thread.result()).isTrue());
		assertThat(twice).hasValue(0);
		assertThat(all()).isEmpty();
	}

	private List<Claim<Object>> all() {
		List<Claim<Object>> all = new ArrayList<>();
		this.table.forEach(all::add);
		return all;
	}

	static Stream<Named<IntUnaryOperator>> hashCodes() {
		return Stream.of(Named.of("each its own", (i) -> i), Named.of("multiples of 64", (i) -> i << 6),
				Named.of("high bits only", (i) -> i << 20), Named.of("negative", (i) -> -i),
				Named.of("all the same", (i) -> 42));
	}

	private record Key(int id, int hash) {

		@Override
		public boolean equals(Object other) {
			return other instanceof Key key && key.id == this.id;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
