package dev.weakref.registry;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

import dev.weakref.directory.DuplicateNameException;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.CopyingClassLoader;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for types and groups of {@link WeakRegistry}.
 */
class WeakRegistryTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakRegistry registry = new WeakRegistry(this.reaper);

	@Test
	void aRefusedObjectLeavesNoGroup() {
		assertThatNullPointerException().isThrownBy(() -> this.registry.register("group", null));
		assertThatNullPointerException().isThrownBy(() -> this.registry.register(Cat.class, null));
		assertThat(this.registry.directory().all()).isEmpty();
	}

	@Test
	void anObjectCountsUnderItsClass() {
		Cat tom = new Cat();
		assertThat(this.registry.register(tom)).isTrue();
		assertThat(this.registry.register(tom)).isFalse();
		assertThat(this.registry.count(Cat.class)).isEqualTo(1);
		assertThat(this.registry.stream(Cat.class)).containsExactly(tom);
	}

	@Test
	void anObjectCountsUnderTheTypeThatWasNamedAndUnderNoOther() {
		Cat tom = new Cat();
		Dog rex = new Dog();
		this.registry.register(Animal.class, tom);
		this.registry.register(Animal.class, rex);
		assertThat(this.registry.count(Animal.class)).isEqualTo(2);
		assertThat(this.registry.count(Cat.class)).isZero();
		assertThat(this.registry.stream(Animal.class)).containsExactlyInAnyOrder(tom, rex);
	}

	@Test
	void anyNumberOfThreadsMayMakeAndRemoveAGroup() throws Exception {
		FutureTask<Boolean> remover = new FutureTask<>(() -> {
			for (int i = 0; i < 20_000; i++) {
				this.registry.remove("cats");
			}
			return true;
		});
		new Thread(remover).start();
		while (!remover.isDone()) {
			assertThat(this.registry.group("cats").name()).isEqualTo("cats");
		}
		assertThat(remover.get()).isTrue();
		WeakGroup<Object> cats = this.registry.group("cats");
		assertThat(this.registry.group("cats")).isSameAs(cats);
		assertThat(this.registry.directory().find("cats")).isSameAs(cats);
	}

	@Test
	void anObjectCanBeInSeveralGroups() {
		Cat tom = new Cat();
		this.registry.register("red", tom);
		this.registry.register("small", tom);
		this.registry.register(tom);
		assertThat(this.registry.deregister("red", tom)).isTrue();
		assertThat(this.registry.count("red")).isZero();
		assertThat(this.registry.count("small")).isEqualTo(1);
		assertThat(this.registry.count(Cat.class)).isEqualTo(1);
		assertThat(this.registry.stream("small")).containsExactly(tom);
		assertThat(this.registry.deregister(tom)).isTrue();
		assertThat(this.registry.deregister(tom)).isFalse();
		assertThat(this.registry.deregister("unknown", tom)).isFalse();
	}

	@Test
	void askingCreatesNothing() {
		assertThat(this.registry.count("unknown")).isZero();
		assertThat(this.registry.count(Cat.class)).isZero();
		assertThat(this.registry.stream("unknown")).isEmpty();
		assertThat(this.registry.stream(Cat.class)).isEmpty();
		assertThat(this.registry.deregister(new Cat())).isFalse();
		assertThat(this.registry.directory().all()).isEmpty();
	}

	@Test
	void typesGroupsAndCompanionsShowByName() {
		Cat tom = new Cat();
		this.registry.register(tom);
		this.registry.register("red", tom);
		this.registry.companions("notes").of(tom, (cat) -> "fast");
		this.registry.companionOf(tom, (cat) -> "default");
		assertThat(this.registry.directory().all()).extracting(ManagedGroup::name)
			.containsExactly("companions", Cat.class.getName(), "notes", "red");
		assertThat(this.registry.directory().all()).extracting(ManagedGroup::liveCount).containsOnly(1L);
		assertThat(this.registry.directory().all()).extracting(ManagedGroup::registered).containsOnly(1L);
	}

	@Test
	void aNameMeansOneGroup() {
		WeakGroup<Cat> red = this.registry.group("red");
		assertThat(this.registry.<Cat>group("red")).isSameAs(red);
		assertThat(this.registry.type(Cat.class)).isSameAs(this.registry.type(Cat.class));
		assertThatExceptionOfType(DuplicateNameException.class).isThrownBy(() -> this.registry.companions("red"));
		assertThat(this.registry.<Cat>group("red")).isSameAs(red);
	}

	@Test
	void aRemovedGroupIsForgotten() {
		Cat tom = new Cat();
		this.registry.register("red", tom);
		assertThat(this.registry.remove("red")).isTrue();
		assertThat(this.registry.remove("red")).isFalse();
		assertThat(this.registry.count("red")).isZero();
		assertThat(this.registry.directory().all()).isEmpty();
		assertThat(this.registry.register("red", tom)).isTrue();
	}

	@Test
	void aTypeWhoseNameIsTakenShowsUnderAnother() {
		this.registry.group(Cat.class.getName());
		this.registry.register(new Cat());
		assertThat(this.registry.directory().all()).extracting(ManagedGroup::name)
			.containsExactly(Cat.class.getName(), Cat.class.getName() + "#2");
	}

	@Test
	void aTypeGoesWithItsClassLoader() {
		WeakReference<Class<?>> type = registerInstanceOfForeignClass();
		this.registry.register(new Cat());
		assertThat(this.registry.directory().all()).hasSize(2);
		GarbageCollector.awaitCollected(type);
		GarbageCollector.awaitUntil("the type no longer shows", () -> this.registry.directory().all().size() == 1);
		assertThat(this.registry.directory().all()).extracting(ManagedGroup::name).containsExactly(Cat.class.getName());
	}

	@Test
	void twoRegistriesKnowNothingOfEachOther() {
		Cat tom = new Cat();
		try (Reaper otherReaper = Reaper.start()) {
			WeakRegistry other = new WeakRegistry(otherReaper);
			this.registry.register(tom);
			assertThat(other.count(Cat.class)).isZero();
			String companion = this.registry.companionOf(tom, (cat) -> "one");
			assertThat(other.<Cat, String>companionOf(tom, (cat) -> "two")).isEqualTo("two").isNotEqualTo(companion);
		}
		assertThat(this.registry.count(Cat.class)).isEqualTo(1);
	}

	@Test
	void aRegistryWorksAfterItsReaperHasBeenClosed() {
		this.reaper.close();
		Cat tom = new Cat();
		registerTemporary();
		this.registry.register(tom);
		GarbageCollector.awaitUntil("only the held one is live", () -> this.registry.count(Cat.class) == 1);
		assertThat(this.registry.stream(Cat.class)).containsExactly(tom);
	}

	@Test
	void countsFallAsObjectsGo() {
		List<Cat> held = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			held.add(new Cat());
			this.registry.register(held.get(i));
			registerTemporary();
		}
		GarbageCollector.awaitUntil("the temporary ones are gone", () -> this.registry.count(Cat.class) == 10);
		assertThat(this.registry.stream(Cat.class)).containsExactlyInAnyOrderElementsOf(held);
	}

	private void registerTemporary() {
		this.registry.register(new Cat());
	}

	private WeakReference<Class<?>> registerInstanceOfForeignClass() {
		try {
			Class<?> type = CopyingClassLoader.copy(Foreign.class);
			assertThat(type).isNotSameAs(Foreign.class);
			this.registry.register(type.getDeclaredConstructor().newInstance());
			return new WeakReference<>(type);
		}
		catch (ReflectiveOperationException ex) {
			throw new AssertionError(ex);
		}
	}

	interface Animal {

	}

	private static final class Cat implements Animal {

	}

	private static final class Dog implements Animal {

	}

	public static final class Foreign {

		public Foreign() {
		}

	}

}
