package dev.weakref.cache;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CollectedKeys}.
 */
class CollectedKeysTests {

	private final CollectedKeys keys = new CollectedKeys();

	@Test
	void aHashCodeIsFoundOnce() {
		assertThat(this.keys.isEmpty()).isTrue();
		this.keys.add(7);
		assertThat(this.keys.isEmpty()).isFalse();
		assertThat(this.keys.remove(7)).isTrue();
		assertThat(this.keys.remove(7)).isFalse();
	}

	@Test
	void aHashCodeOfTheSameSlotIsNotTakenForAnother() {
		this.keys.add(7);
		assertThat(this.keys.remove(7 + (1 << 20))).isFalse();
		assertThat(this.keys.remove(7)).isTrue();
	}

	@Test
	void aLaterHashCodeTakesTheSlot() {
		this.keys.add(7);
		this.keys.add(7 + (1 << 20));
		assertThat(this.keys.remove(7)).isFalse();
		assertThat(this.keys.remove(7 + (1 << 20))).isTrue();
	}

	@Test
	void theTableGrowsToHoldTensOfThousandsAndStaysBounded() {
		add(1, 60_000);
		assertThat(removed(1, 60_000)).isEqualTo(60_000);
		add(1, 200_000);
		assertThat(removed(1, 200_000)).isEqualTo(1 << 16);
	}

	@Test
	void noHashCodeIsNeverFound() {
		this.keys.add(0);
		assertThat(this.keys.remove(0)).isFalse();
	}

	private void add(int from, int to) {
		for (int hash = from; hash <= to; hash++) {
			this.keys.add(hash);
		}
	}

	private int removed(int from, int to) {
		int removed = 0;
		for (int hash = from; hash <= to; hash++) {
			removed += this.keys.remove(hash) ? 1 : 0;
		}
		return removed;
	}

}
