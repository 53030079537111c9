package dev.weakref;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.WeakCollections;
import dev.weakref.directory.BlankNameException;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signals;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the names that users give: none is blank, and none is taken twice.
 */
class BlankNamesTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakCollections collections = new WeakCollections(this.reaper);

	private final WeakRegistry registry = new WeakRegistry(this.reaper);

	private final Signals signals = new Signals(this.reaper);

	private final WeakCaches caches = new WeakCaches(this.reaper, (defaults) -> {
	});

	@TestFactory
	Stream<DynamicTest> aBlankNameIsRefused() {
		Map<String, Consumer<String>> makers = Map.of("map with weak keys",
				(name) -> this.collections.weakKeyMap(name, KeyEquality.EQUALS), "map with weak values",
				(name) -> this.collections.weakValueMap(name, KeyEquality.EQUALS), "set",
				(name) -> this.collections.weakSet(name, KeyEquality.EQUALS), "interner",
				this.collections::weakInterner, "group", this.registry::group, "companions", this.registry::companions,
				"weak companions", this.registry::weakCompanions, "signal", this.signals::create, "cache",
				this.caches::create);
		return makers.entrySet()
			.stream()
			.flatMap((maker) -> Stream.of("", " \t")
				.map((name) -> DynamicTest.dynamicTest(maker.getKey() + " '" + name + "'",
						() -> assertThatExceptionOfType(BlankNameException.class)
							.isThrownBy(() -> maker.getValue().accept(name)))));
	}

	@Test
	void theNamesOfTypesGroupsAndCompanionsAreDistinct() {
		this.registry.register(new Object());
		this.registry.companions("notes");
		assertThatExceptionOfType(DuplicateNameException.class)
			.isThrownBy(() -> this.registry.register(Object.class.getName(), new Object()));
		assertThatExceptionOfType(DuplicateNameException.class)
			.isThrownBy(() -> this.registry.register("notes", new Object()));
	}

}
