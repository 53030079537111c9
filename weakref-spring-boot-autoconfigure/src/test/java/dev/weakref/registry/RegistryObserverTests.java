package dev.weakref.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import dev.weakref.Registration;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RegistryObserver}.
 */
class RegistryObserverTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakRegistry registry = new WeakRegistry(this.reaper);

	private final WeakGroup<Object> group = this.registry.group("tasks");

	private final List<String> told = new CopyOnWriteArrayList<>();

	private final RegistryObserver recorder = new RegistryObserver() {

		@Override
		public void registered(String group, Object object) {
			RegistryObserverTests.this.told.add("registered in " + group);
		}

		@Override
		public void collected(String group) {
			RegistryObserverTests.this.told.add("collected from " + group);
		}

	};

	private final Object object = new Object();

	@Test
	void observersAreToldOfEachRegistrationAndCollectionOnce() {
		this.registry.addObserver(this.recorder);
		this.group.register(this.object);
		this.group.register(this.object);
		assertThat(this.told).containsExactly("registered in tasks");
		collect();
		await().until(() -> this.told.size() == 2);
		this.group.register(this.object);
		assertThat(this.told).containsExactly("registered in tasks", "collected from tasks", "registered in tasks");
	}

	@Test
	void aDeregistrationIsNotReported() {
		this.registry.addObserver(this.recorder);
		this.group.register(this.object);
		this.group.deregister(this.object);
		this.group.members.cleanUp();
		this.reaper.close();
		assertThat(this.told).containsExactly("registered in tasks");
	}

	@Test
	void anObserverThatWasTakenAwayIsNotToldAnyMore() {
		Registration registration = this.registry.addObserver(this.recorder);
		registration.close();
		this.group.register(this.object);
		collect();
		this.reaper.close();
		assertThat(this.told).isEmpty();
	}

	@Test
	void anExceptionOfAnObserverReachesNeitherTheCallerNorOtherObservers() {
		this.registry.addObserver(new RegistryObserver() {

			@Override
			public void registered(String group, Object object) {
				throw new IllegalStateException("an observer fails");
			}

			@Override
			public void collected(String group) {
				throw new AssertionError("an observer fails");
			}

		});
		this.registry.addObserver(this.recorder);
		assertThat(this.group.register(this.object)).isTrue();
		collect();
		await().until(() -> this.told.size() == 2);
		await().until(() -> this.reaper.statistics().lastFailure() != null);
		assertThat(this.reaper.statistics().lastFailure().source()).isEqualTo("registry tasks");
		assertThat(this.reaper.statistics().running()).isTrue();
	}

	@Test
	void anErrorOfAnObserverReachesTheCallerAfterTheObjectWasRegistered() {
		this.registry.addObserver(new RegistryObserver() {

			@Override
			public void registered(String group, Object object) {
				throw new StackOverflowError();
			}

		});
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> this.group.register(this.object));
		assertThat(this.group.contains(this.object)).isTrue();
	}

	@Test
	void theFirstFailureOfEachClassOfObserversIsAWarning() {
		try (LogRecorder log = new LogRecorder(Observers.class)) {
			this.registry.addObserver(new Failing());
			this.registry.addObserver(new AlsoFailing());
			this.group.register(this.object);
			this.group.register(new StringBuilder());
			assertThat(log.messages(Level.WARN)).containsExactly(
					"The observer " + Failing.class.getName() + " of registry tasks failed with a java.lang.Object;"
							+ " further ones are logged at debug level",
					"The observer " + AlsoFailing.class.getName() + " of registry tasks failed with a java.lang.Object;"
							+ " further ones are logged at debug level");
			assertThat(log.messages(Level.DEBUG)).containsExactly(
					"The observer " + Failing.class.getName()
							+ " of registry tasks failed with a java.lang.StringBuilder",
					"The observer " + AlsoFailing.class.getName()
							+ " of registry tasks failed with a java.lang.StringBuilder");
		}
	}

	@Test
	void anObserverMayUseTheRegistry() {
		Object other = new Object();
		this.registry.addObserver(new RegistryObserver() {

			@Override
			public void registered(String group, Object object) {
				RegistryObserverTests.this.registry.register("others", other);
			}

			@Override
			public void collected(String group) {
				RegistryObserverTests.this.registry.deregister("others", other);
				RegistryObserverTests.this.told.add("done");
			}

		});
		this.group.register(this.object);
		assertThat(this.registry.count("others")).isEqualTo(1);
		collect();
		await().until(() -> this.told.contains("done"));
		assertThat(this.registry.count("others")).isZero();
	}

	private static class Failing implements RegistryObserver {

		@Override
		public void registered(String group, Object object) {
			throw new IllegalStateException("fails");
		}

	}

	private static final class AlsoFailing extends Failing {

	}

	private void collect() {
		SimulatedCollector.collect(this.group.members, this.object);
		this.group.members.cleanUp();
	}

}
