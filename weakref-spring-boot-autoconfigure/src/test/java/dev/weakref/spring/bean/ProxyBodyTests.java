package dev.weakref.spring.bean;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.util.MethodInvoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A proxy of a class is an instance of it that has none of the values of its object:
 * which code reads the object all the same, and which classes are refused.
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
	@EnumSource(Kind.class)
	void theCallerGetsTheProxyItGaveAsTheArgument(Kind kind) {
		this.contextRunner.withUserConfiguration(Versions.class).run((context) -> {
			Version one = kind.proxy(context, Version.class, 1);
			Version two = kind.proxy(context, Version.class, 2);
			assertThat(one.newest(two)).isSameAs(two);
			assertThat(one.newestOf(one, two)).isSameAs(two);
		});
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void theCallerSeesTheElementsThatAMethodHasMovedInItsArray(Kind kind) {
		this.contextRunner.withUserConfiguration(Versions.class).run((context) -> {
			Version one = kind.proxy(context, Version.class, 1);
			Version two = kind.proxy(context, Version.class, 2);
			Version three = new Version(3);
			Version[] versions = { three, two, one };
			assertThat(one.sort(versions)).isSameAs(versions);
			assertThat(versions[0]).isSameAs(one);
			assertThat(versions[1]).isSameAs(two);
			assertThat(versions[2]).isSameAs(three);
		});
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

	@ParameterizedTest
	@EnumSource(Kind.class)
	void anArgumentOfAnUnrelatedClassIsPassedAsItIs(Kind kind) {
		this.contextRunner.withUserConfiguration(Versions.class).run((context) -> {
			Version version = kind.proxy(context, Version.class, 1);
			Note note = context.getBean(WeakProxies.class).proxy(context.getBean(Note.class), Note.class);
			version.note(note);
			version.any(note);
			assertThat(version.notes()).hasSize(2).allSatisfy((held) -> assertThat(held).isSameAs(note));
		});
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

	@Test
	void theInstanceIsReadBehindTheProxiesThatOthersHavePutAroundIt() {
		this.contextRunner.withUserConfiguration(Versions.class, Advice.class).run((context) -> {
			Version one = Kind.DESTROYED_WHEN_UNUSED.proxy(context, Version.class, 1);
			Version two = Kind.DESTROYED_WHEN_UNUSED.proxy(context, Version.class, 2);
			assertThat(one.compareTo(two)).isNegative();
			assertThat(one.newest(two)).isSameAs(two);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { PublicField.class, ProtectedField.class, PackagePrivateField.class, InheritedField.class })
	void aClassWithFieldsThatOthersCanWriteIsRefused(Class<?> type) {
		this.contextRunner.withInitializer((context) -> registerPrototype(context, type)).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).hasMessageContaining("its field 'label' is "
					+ type.getAnnotation(Visible.class).value() + ", and a proxy has none of its values");
		});
		this.contextRunner
			.run((context) -> assertThatIllegalArgumentException().isThrownBy(() -> weakProxy(context, type))
				.withMessageContaining("The field 'label' of ")
				.withMessageContaining(
						" is " + type.getAnnotation(Visible.class).value() + ", and a proxy has none of its values"));
	}

	@ParameterizedTest
	@ValueSource(classes = { FinalFields.class, OfSpring.class, OfTheJdk.class, Static.class })
	void fieldsThatAreFinalOrBelongToSpringOrTheJdkPass(Class<?> type) {
		this.contextRunner.withInitializer((context) -> registerPrototype(context, type)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(type)).isNotNull();
			assertThat(weakProxy(context, type)).isNotNull();
		});
	}

	private static void registerPrototype(ApplicationContext context, Class<?> type) {
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setScope("prototype");
		((BeanDefinitionRegistry) context).registerBeanDefinition("fields", definition);
	}

	@SuppressWarnings("unchecked")
	private static Object weakProxy(ApplicationContext context, Class<?> type) throws ReflectiveOperationException {
		return context.getBean(WeakProxies.class)
			.proxy(type.getDeclaredConstructor().newInstance(), (Class<Object>) type);
	}

	static class Version implements Comparable<Version> {

		private final List<Object> notes = new ArrayList<>();

		private int number;

		Version(int number) {
			this.number = number;
		}

		Version() {
			this(0);
		}

		Version number(int number) {
			this.number = number;
			return this;
		}

		@Override
		public int compareTo(Version other) {
			return Integer.compare(this.number, other.number);
		}

		boolean isBefore(Object other) {
			return other instanceof Version version && this.number < version.number;
		}

		Version newest(Version other) {
			return (this.number < other.number) ? other : this;
		}

		Version newestOf(Version... others) {
			Version newest = this;
			for (Version other : others) {
				newest = (newest.number < other.number) ? other : newest;
			}
			return newest;
		}

		boolean isOldestOf(Version... others) {
			for (Version other : others) {
				if (other.number <= this.number) {
					return false;
				}
			}
			return true;
		}

		boolean isOldestInArray(Version[] others) {
			return isOldestOf(others);
		}

		boolean isOldestInObjects(Object[] others, int from) {
			return isOldestOf(Arrays.copyOfRange(others, from, others.length, Version[].class));
		}

		boolean isOldestInRows(Version[][] rows) {
			return Arrays.stream(rows).allMatch(this::isOldestOf);
		}

		Version[] sort(Version[] others) {
			Arrays.sort(others);
			return others;
		}

		int sum(Collection<Version> others) {
			return others.stream().mapToInt((other) -> other.number).sum();
		}

		int sum(Optional<Version> other) {
			return other.map((version) -> version.number).orElse(0);
		}

		static int number(Version other) {
			return other.number;
		}

		static Comparator<Version> comparator() {
			return Comparator.comparingInt((version) -> version.number);
		}

		void note(Note note) {
			this.notes.add(note);
		}

		void any(Object note) {
			this.notes.add(note);
		}

		List<Object> notes() {
			return this.notes;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Version version && version.number % 10 == this.number % 10;
		}

		@Override
		public int hashCode() {
			return this.number % 10;
		}

	}

	static class Reader {

		int number(Version version) {
			return version.number;
		}

	}

	static class Major extends Version {

		@Override
		public int compareTo(Version other) {
			return super.compareTo(other);
		}

	}

	static class Minor extends Version {

	}

	static class Note {

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

	enum Kind {

		DESTROYED_WHEN_UNUSED {

			@Override
			<T extends Version> Version proxy(ApplicationContext context, Class<T> type, int number) {
				return context.getBean(type.getSimpleName().toLowerCase(Locale.ROOT), type).number(number);
			}

		},

		WEAK {

			@Override
			<T extends Version> Version proxy(ApplicationContext context, Class<T> type, int number) {
				T version = type.cast(context.getBean("the" + type.getSimpleName() + number));
				version.number(number);
				return context.getBean(WeakProxies.class).proxy(version, type);
			}

		},

		WEAK_OF_ONE_DESTROYED_WHEN_UNUSED {

			@Override
			<T extends Version> Version proxy(ApplicationContext context, Class<T> type, int number) {
				T version = type.cast(DESTROYED_WHEN_UNUSED.proxy(context, type, number));
				context.getBean(Held.class).objects.add(version);
				return context.getBean(WeakProxies.class).proxy(version, type);
			}

		};

		abstract <T extends Version> Version proxy(ApplicationContext context, Class<T> type, int number);

	}

	static class Held {

		private final List<Object> objects = new ArrayList<>();

	}

	@Configuration(proxyBeanMethods = false)
	static class Versions {

		@Bean
		Held held() {
			return new Held();
		}

		@Bean
		Note note() {
			return new Note();
		}

		@Bean
		@Primary
		@Scope("prototype")
		@DestroyWhenUnused
		Version version() {
			return new Version();
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Major major() {
			return new Major();
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Minor minor() {
			return new Minor();
		}

		@Bean
		Version theVersion1() {
			return new Version();
		}

		@Bean
		Version theVersion2() {
			return new Version();
		}

		@Bean
		Major theMajor1() {
			return new Major();
		}

		@Bean
		Major theMajor2() {
			return new Major();
		}

		@Bean
		Minor theMinor2() {
			return new Minor();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		static BeanPostProcessor advice() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					if (!(bean instanceof Version)) {
						return bean;
					}
					ProxyFactory factory = new ProxyFactory(bean);
					factory.setProxyTargetClass(true);
					return factory.getProxy();
				}

			};
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Visible {

		String value();

	}

	@DestroyWhenUnused
	@Visible("public")
	static class PublicField {

		public String label = "label";

	}

	@DestroyWhenUnused
	@Visible("protected")
	static class ProtectedField {

		protected String label = "label";

	}

	@DestroyWhenUnused
	@Visible("package-private")
	static class PackagePrivateField {

		String label = "label";

	}

	@DestroyWhenUnused
	@Visible("protected")
	static class InheritedField extends ProtectedField {

	}

	@DestroyWhenUnused
	static class FinalFields {

		final String label = new String("label");

		protected final Object other = new Object();

	}

	@DestroyWhenUnused
	static class Static {

		static String label = "label";

	}

	@DestroyWhenUnused
	static class OfSpring extends MethodInvoker {

	}

	@DestroyWhenUnused
	static class OfTheJdk extends AbstractList<String> {

		@Override
		public String get(int index) {
			return "";
		}

		@Override
		public int size() {
			return 1;
		}

	}

}
