package dev.weakref.reference;

import java.lang.ref.WeakReference;
import java.util.NoSuchElementException;

import dev.weakref.reference.WeakLink.State;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WeakLink}.
 */
class WeakLinkTests {

	private final Object target = new Object();

	@Test
	void aLinkGivesItsTarget() {
		WeakLink<Object> link = WeakLink.to(this.target);
		assertThat(link.get()).isSameAs(this.target);
		assertThat(link.require()).isSameAs(this.target);
		assertThat(link.isAlive()).isTrue();
		assertThat(link.state()).isEqualTo(State.ALIVE);
		assertThat(link.<String>map((target) -> "mapped")).isEqualTo("mapped");
		assertThat(link.ifAlive((target) -> assertThat(target).isSameAs(this.target))).isTrue();
	}

	@Test
	void anEmptyLinkNeverHadATarget() {
		WeakLink<Object> link = WeakLink.empty();
		assertThat(link.get()).isNull();
		assertThat(link.isAlive()).isFalse();
		assertThat(link.state()).isEqualTo(State.EMPTY);
		assertThat(link.<String>map(Object::toString)).isNull();
		assertThat(link.ifAlive((target) -> {
			throw new AssertionError();
		})).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(link::require)
			.withMessage("The link has no target");
	}

	@Test
	void aLinkWhoseTargetIsGoneSaysSo() {
		WeakLink<Object> link = linkToNobody();
		GarbageCollector.awaitUntil("the link is empty", () -> !link.isAlive());
		assertThat(link.state()).isEqualTo(State.COLLECTED);
		assertThat(link.get()).isNull();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(link::require)
			.withMessage("The target of the link has been collected");
	}

	@Test
	void aLinkToAnObjectThatIsHeldStays() {
		WeakLink<Object> link = WeakLink.to(this.target);
		GarbageCollector.run();
		assertThat(link.get()).isSameAs(this.target);
	}

	@Test
	void aLinkCanBeSetToAnotherTargetAndToNone() {
		WeakLink<Object> link = linkToNobody();
		link.set(this.target);
		assertThat(link.get()).isSameAs(this.target);
		link.set(null);
		assertThat(link.state()).isEqualTo(State.EMPTY);
	}

	@Test
	void aLinkTellsNothingOfItsTarget() {
		assertThat(WeakLink.to(new WeakReference<>(this.target))).hasToString("WeakLink[ALIVE]");
		assertThat(WeakLink.to(this.target)).isNotEqualTo(WeakLink.to(this.target));
	}

	private static WeakLink<Object> linkToNobody() {
		return WeakLink.to(new Object());
	}

}
