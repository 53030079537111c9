package dev.weakref.demo.card;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Shelf}.
 */
class ShelfTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final List<String> gone = new ArrayList<>();

	private final Shelf<Object> shelf = new Shelf<>(new Finalizers(new Referents(this.reaper)), this.gone::add);

	@Test
	void aPictureThatIsTakenAgainIsHeldAgain() {
		Object thing = new Object();
		this.shelf.take("a", thing);
		this.shelf.take("a", thing);
		assertThat(this.shelf.things()).containsExactly(Thing.of("a", 2, 0));
		assertThat(this.shelf.held()).containsExactly(thing);
	}

	@Test
	void theOldestPictureIsReleasedFirstAndStaysInSight() {
		this.shelf.take("a", new Object());
		Object newer = new Object();
		this.shelf.take("b", newer);
		this.shelf.letGo();
		assertThat(this.shelf.things()).contains(Thing.of("b", 1, 0)).doesNotContain(Thing.of("a", 1, 0));
		assertThat(this.shelf.held()).containsExactly(newer);
		this.shelf.letGo();
		this.shelf.letGo();
		assertThat(this.shelf.held()).isEmpty();
	}

	@Test
	void aShelfHasRoomForTwelve() {
		List<Object> things = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			things.add(new Object());
			this.shelf.take("thing " + i, things.get(i));
		}
		assertThatExceptionOfType(NotNowException.class).isThrownBy(() -> this.shelf.take("another", this.gone));
		this.shelf.take("thing 0", things.get(0));
		assertThat(this.shelf.things()).hasSize(12);
	}

}
