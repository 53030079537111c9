package dev.weakref.finalizer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TypeFinalizers}.
 */
class TypeFinalizersTests {

	@AutoClose
	private final Reaper reaper = Reaper.builder().executor(Runnable::run).start();

	private final Referents referents = new Referents(this.reaper);

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final Finalizers finalizers = new Finalizers(this.referents);

	private final TypeFinalizers typeFinalizers = new TypeFinalizers(this.finalizers, List.of(new LengthFinalizer()));

	@Test
	void anObjectOfTheTypeIsFinalizedWithWhatWasCaptured() {
		StringBuilder object = new StringBuilder("abc");
		assertThat(this.typeFinalizers.register(object)).hasSize(1);
		SimulatedCollector.collect(this.referents, object);
		assertThat(this.events).containsExactly("length 3");
	}

	@Test
	void objectsOfAnotherTypeOrWithoutAResourceAreLeftAlone() {
		assertThat(this.typeFinalizers.register(new Object())).isEmpty();
		assertThat(this.typeFinalizers.register(new StringBuilder())).isEmpty();
		assertThat(this.referents.estimatedSize()).isZero();
	}

	@Test
	void afterTheCloseOfTheFinalizersNothingIsRegistered() {
		this.finalizers.close();
		assertThat(this.finalizers.isClosed()).isTrue();
		assertThat(this.typeFinalizers.register(new StringBuilder("abc"))).isEmpty();
	}

	private final class LengthFinalizer implements TypeFinalizer<CharSequence, Integer> {

		@Override
		public Class<CharSequence> type() {
			return CharSequence.class;
		}

		@Override
		public @Nullable Integer capture(CharSequence object) {
			return (object.length() != 0) ? object.length() : null;
		}

		@Override
		public void finish(Integer kept) {
			TypeFinalizersTests.this.events.add("length " + kept);
		}

	}

}
