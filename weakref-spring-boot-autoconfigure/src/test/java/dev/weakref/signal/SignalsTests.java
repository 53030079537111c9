package dev.weakref.signal;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.directory.DuplicateNameException;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Signals}.
 */
class SignalsTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final Signals signals = new Signals(this.reaper);

	private final List<String> heard = new ArrayList<>();

	@Test
	void aNamedSignalShows() {
		Signal<Object, String> news = this.signals.create("news");
		news.connect(this, (owner, event) -> owner.heard.add(event));
		news.send(this, "hello");
		assertThat(this.signals.directory().all()).singleElement().satisfies((signal) -> {
			assertThat(signal.name()).isEqualTo("news");
			assertThat(signal.liveCount()).isEqualTo(1);
			assertThat(signal.estimatedSize()).isEqualTo(1);
			assertThat(signal.sends()).isEqualTo(1);
			assertThat(signal.failed()).isZero();
			assertThat(signal.collectedCount()).isZero();
		});
		assertThat(this.signals.find("news")).isSameAs(news);
		assertThatExceptionOfType(DuplicateNameException.class).isThrownBy(() -> this.signals.create("news"));
	}

	@Test
	void aRemovedSignalNoLongerShowsButWorks() {
		Signal<Object, String> news = this.signals.create("news");
		news.connect(this, (owner, event) -> owner.heard.add(event));
		assertThat(this.signals.remove("news")).isTrue();
		assertThat(this.signals.remove("news")).isFalse();
		assertThat(this.signals.find("news")).isNull();
		news.send(null, "hello");
		assertThat(this.heard).containsExactly("hello");
	}

	@Test
	void anUnnamedSignalDoesNotShow() {
		Signal<Object, String> unnamed = this.signals.create();
		unnamed.connect(this, (owner, event) -> owner.heard.add(event));
		unnamed.send(null, "hello");
		assertThat(this.heard).containsExactly("hello");
		assertThat(this.signals.directory().all()).isEmpty();
	}

	@Test
	void closingDisconnectsTheReceiversOfAllSignalsForGood() {
		Signal<Object, String> named = this.signals.create("news");
		Signal<Object, String> unnamed = this.signals.create();
		OwnedRegistration connection = named.from(this).connect(this, (owner, event) -> owner.heard.add(event));
		unnamed.connectStrong((event) -> this.heard.add(event));
		this.signals.close();
		this.signals.close();
		assertThat(connection.isLive()).isFalse();
		assertThat(named.send(this, "late")).isEmpty();
		assertThat(unnamed.send(this, "late")).isEmpty();
		assertThat(this.heard).isEmpty();
		assertThat(this.signals.directory().all()).isEmpty();
		assertThatIllegalStateException().isThrownBy(() -> named.connectStrong((event) -> {
		})).withMessage("Signal 'news' is closed together with its application context");
		assertThatIllegalStateException().isThrownBy(() -> named.from(this).connectStrong((event) -> {
		}));
		assertThatIllegalStateException().isThrownBy(() -> this.signals.create("late"));
	}

	@Test
	void signalsOfTwoContextsShareNothing() {
		Signal<Object, String> own = this.signals.create("news");
		own.from(this).connect(this, (owner, event) -> owner.heard.add("own " + event));
		Signal<Object, String> other;
		try (Reaper otherReaper = Reaper.start(); Signals others = new Signals(otherReaper)) {
			other = others.create("news");
			other.from(this).connect(this, (owner, event) -> owner.heard.add("other " + event));
			own.send(this, "one");
		}
		own.send(this, "two");
		other.send(this, "two");
		assertThat(this.heard).containsExactly("own one", "own two");
	}

}
