package dev.weakref.spring.bean;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reference.ReferentCollectedException;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakProxies;
import dev.weakref.spring.bean.VersionProxies.Kind;
import dev.weakref.spring.bean.VersionProxies.Major;
import dev.weakref.spring.bean.VersionProxies.Minor;
import dev.weakref.spring.bean.VersionProxies.Reader;
import dev.weakref.spring.bean.VersionProxies.Version;
import dev.weakref.spring.bean.VersionProxies.Versions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A proxy of a class is an instance of it that has none of the values of its object, and
 * methods that take one as an argument read the object all the same.
 */
class ProxyBodyTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
				WeakRefFinalizersAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class));

	@ParameterizedTest
	@MethodSource("callsAndProxies")
	void aMethodReadsTheFieldsOfTheObjectBehindAnArgument(Call call, Kind first, Kind second) {
		this.contextRunner.withUserConfiguration(Versions.class).run((context) -> {
			Version one = first.proxy(context, call.first, 1);
			Version two = second.proxy(context, call.second, 2);
			assertThat(call.call.test(one, two)).as("%s of %s and %s", call, one.getClass(), two.getClass()).isTrue();
		});
	}

	static Stream<Arguments> callsAndProxies() {
		return calls().flatMap((call) -> Stream.of(Kind.values())
			.flatMap((first) -> Stream.of(Kind.values()).map((second) -> Arguments.of(call, first, second))));
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static Stream<Call> calls() {
		return Stream.of(
				new Call("of the same class", Version.class, Version.class,
						(one, two) -> one.compareTo(two) < 0 && two.compareTo(one) > 0),
				new Call("of an interface", Version.class, Version.class,
						(one, two) -> ((Comparable) one).compareTo(two) < 0),
				new Call("of a subclass that calls super", Major.class, Version.class,
						(one, two) -> one.compareTo(two) < 0),
				new Call("with a subclass", Version.class, Major.class, (one, two) -> one.compareTo(two) < 0),
				new Call("of siblings", Major.class, Minor.class,
						(one, two) -> one.compareTo(two) < 0 && two.compareTo(one) > 0),
				new Call("with any object", Version.class, Version.class, Version::isBefore),
				new Call("with variable arguments", Version.class, Version.class,
						(one, two) -> one.isOldestOf(two, two) && !two.isOldestOf(one)),
				new Call("with an array", Version.class, Version.class,
						(one, two) -> one.isOldestInArray(new Version[] { two, two })
								&& !two.isOldestInArray(new Version[] { one })),
				new Call("with an array of objects", Version.class, Version.class,
						(one, two) -> one.isOldestInObjects(new Object[] { "none", two }, 1)
								&& !two.isOldestInObjects(new Object[] { one }, 0)),
				new Call("with an array of arrays", Version.class, Version.class,
						(one, two) -> one.isOldestInRows(new Version[][] { {}, { two } })
								&& !two.isOldestInRows(new Version[][] { { one } })),
				new Call("equals", Version.class, Version.class, (one, two) -> {
					boolean before = one.equals(two);
					two.number(11);
					return !before && one.equals(two) && two.equals(one);
				}));
	}

	@ParameterizedTest
	@MethodSource("readersAndProxies")
	void theFieldsOfAProxyAreEmptyWhereItIsNotTheArgumentItself(ToIntBiFunction<Version, Version> reader, Kind kind) {
		this.contextRunner.withUserConfiguration(Versions.class).run((context) -> {
			Version one = kind.proxy(context, Version.class, 1);
			Version two = kind.proxy(context, Version.class, 2);
			Version instance = new Version(2);
			assertThat(reader.applyAsInt(one, instance)).isEqualTo(2);
			assertThat(reader.applyAsInt(one, two)).isZero();
		});
	}

	static Stream<Arguments> readersAndProxies() {
		Map<String, ToIntBiFunction<Version, Version>> readers = Map.of("element of a collection",
				(one, two) -> one.sum(List.of(two)), "optional", (one, two) -> one.sum(Optional.of(two)),
				"static method", (one, two) -> Version.number(two), "nested class",
				(one, two) -> new Reader().number(two), "lambda",
				(one, two) -> 2 * Version.comparator().compare(two, new Version(0)));
		return readers.entrySet()
			.stream()
			.flatMap((reader) -> Stream.of(Kind.values())
				.map((kind) -> Arguments.of(Named.of(reader.getKey(), reader.getValue()), kind)));
	}

	@Test
	void anArgumentWhoseObjectHasBeenCollectedIsRefused() {
		this.contextRunner.withUserConfiguration(Versions.class).run((context) -> {
			Version one = context.getBean(Version.class);
			Version two = new Version(2);
			Version proxy = context.getBean(WeakProxies.class).proxy(two, Version.class);
			SimulatedCollector.collect(context.getBean(Referents.class), two);
			assertThatExceptionOfType(ReferentCollectedException.class).isThrownBy(() -> one.compareTo(proxy));
		});
	}

	/**
	 * A call of a method whose result is {@code true} if the method sees the fields.
	 */
	record Call(String name, Class<? extends Version> first, Class<? extends Version> second,
			BiPredicate<Version, Version> call) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
