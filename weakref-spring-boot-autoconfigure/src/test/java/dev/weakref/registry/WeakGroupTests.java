package dev.weakref.registry;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WeakGroup}.
 */
class WeakGroupTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakGroup<Object> group = new WeakRegistry(this.reaper).group("tasks");

	private final Object member = new Object();

	@Test
	void aRegisteredObjectIsAMember() {
		assertThat(this.group.register(this.member)).isTrue();
		assertThat(this.group.contains(this.member)).isTrue();
		assertThat(this.group).containsExactly(this.member);
		assertNumbers(1, 1, 0);
	}

	@Test
	void registeringAgainChangesNothing() {
		this.group.register(this.member);
		assertThat(this.group.register(this.member)).isFalse();
		assertNumbers(1, 1, 0);
		SimulatedCollector.collect(this.group.members, this.member);
		this.group.members.cleanUp();
		assertNumbers(0, 1, 1);
	}

	@Test
	void equalObjectsAreMembersOfTheirOwn() {
		List<Integer> one = new ArrayList<>(List.of(1));
		List<Integer> other = new ArrayList<>(List.of(1));
		this.group.register(one);
		this.group.register(other);
		assertThat(this.group.stream()).hasSize(2).allMatch((list) -> list == one || list == other);
		other.add(2);
		assertThat(this.group.contains(other)).isTrue();
	}

	@Test
	void aCollectedMemberIsGoneBeforeItIsDrained() {
		this.group.register(this.member);
		SimulatedCollector.clear(this.group.members, this.member);
		assertThat(this.group.contains(this.member)).isFalse();
		assertThat(this.group.liveCount()).isZero();
		assertThat(this.group.isEmpty()).isTrue();
		assertThat(this.group).isEmpty();
		assertThat(this.group.estimatedSize()).isEqualTo(1);
	}

	@Test
	void aDeregisteredObjectIsNotCountedAsCollected() {
		this.group.register(this.member);
		assertThat(this.group.deregister(this.member)).isTrue();
		assertThat(this.group.deregister(this.member)).isFalse();
		assertThat(this.group).isEmpty();
		assertNumbers(0, 1, 0);
	}

	@Test
	void aDeregisteredObjectCanBeRegisteredAgainAndItsFirstRegistrationNeverEvictsTheSecond() {
		this.group.register(this.member);
		var first = SimulatedCollector.reference(this.group.members, this.member);
		this.group.deregister(this.member);
		this.group.register(this.member);
		first.enqueue();
		this.group.members.cleanUp();
		assertThat(this.group.contains(this.member)).isTrue();
		assertNumbers(1, 2, 0);
	}

	@Test
	void iterationSurvivesCollectionAndChange() {
		List<Object> held = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			held.add(new Object());
			this.group.register(held.get(i));
		}
		Iterator<Object> iterator = this.group.iterator();
		Object first = iterator.next();
		for (Object object : held) {
			if (object != first) {
				SimulatedCollector.collect(this.group.members, object);
			}
		}
		this.group.register(this.member);
		List<Object> rest = new ArrayList<>();
		iterator.forEachRemaining(rest::add);
		assertThat(rest).hasSizeLessThanOrEqualTo(2).doesNotContain(first);
		assertThat(this.group.stream()).containsExactlyInAnyOrder(first, this.member);
	}

	@Test
	void clearingForgetsAllMembers() {
		this.group.register(this.member);
		this.group.clear();
		assertThat(this.group).isEmpty();
		assertNumbers(0, 1, 0);
	}

	@Test
	void nullIsRefused() {
		assertThatNullPointerException().isThrownBy(() -> this.group.register(null));
		assertThatNullPointerException().isThrownBy(() -> this.group.contains(null));
	}

	@Test
	void theTextTellsNothingOfMembers() {
		this.group.register(this.member);
		assertThat(this.group).hasToString("WeakGroup[tasks, estimatedSize=1]");
	}

	@Test
	void theCollectorEmptiesAGroupThatIsNotUsed() {
		registerTemporary();
		this.group.register(this.member);
		GarbageCollector.awaitUntil("the temporary members are drained", () -> this.group.collectedCount() == 1000);
		await().until(() -> this.group.estimatedSize() == 1);
		assertThat(this.group).containsExactly(this.member);
	}

	private void registerTemporary() {
		for (int i = 0; i < 1000; i++) {
			this.group.register(new Object());
		}
	}

	private void assertNumbers(long live, long registered, long collected) {
		assertThat(this.group.liveCount()).as("live").isEqualTo(live);
		assertThat(this.group.registered()).as("registered").isEqualTo(registered);
		assertThat(this.group.collectedCount()).as("collected").isEqualTo(collected);
	}

}
