package dev.weakref;

import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weakref.boot.metrics.WeakMeters;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.collection.WeakCollections;
import dev.weakref.collection.WeakSet;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.finalizer.TypeFinalizers;
import dev.weakref.lock.WeakLocks;
import dev.weakref.memo.Memoizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakLink;
import dev.weakref.reference.WeakMethods;
import dev.weakref.reference.WeakProxies;
import dev.weakref.reference.WeakRefs;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.spring.event.WeakApplicationListeners;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that public methods refuse {@code null} at the call, by the name of the
 * parameter.
 */
class NullArgumentsTests {

	private static final Reaper reaper = Reaper.start();

	private static final Referents referents = new Referents(reaper);

	private static final Object object = new Object();

	/** One of each class that a method may ask for and that is no interface. */
	private static final Map<Class<?>, Object> ARGUMENTS = Map.of(Object.class, object, String.class, "name",
			Class.class, Object.class, Reaper.class, reaper, Duration.class, Duration.ofSeconds(1), Method.class,
			Object.class.getMethods()[0], ReferenceQueue.class, new ReferenceQueue<>(), MeterRegistry.class,
			new SimpleMeterRegistry(), ParameterizedTypeReference.class, new ParameterizedTypeReference<Object>() {
			}, ResolvableType.class, ResolvableType.forClass(Object.class));

	@AfterAll
	static void close() {
		reaper.close();
	}

	@ParameterizedTest(name = "{0}, argument {1}")
	@MethodSource("calls")
	void nullIsRefusedByName(Call call, int index) {
		Parameter parameter = call.parameter(index);
		// There is none in classes that Lincheck has transformed, in tests before this
		// one
		String name = parameter.isNamePresent() ? parameter.getName() : "\\w+";
		assertThat(String.valueOf(call.failureWithNullAt(index))).as("%s without '%s'", call, name)
			.matches("java.lang.NullPointerException: '" + name + "' must not be null");
	}

	static Stream<Object[]> calls() {
		return targets().flatMap(NullArgumentsTests::methods)
			.flatMap((call) -> IntStream.range(0, call.method().getParameterCount())
				.filter(call::isRequired)
				.mapToObj((index) -> new Object[] { Named.of(call.toString(), call), index }));
	}

	private static Stream<Object> targets() {
		WeakRegistry registry = new WeakRegistry(reaper);
		Signal<Object, Object> signal = new Signals(reaper).create("signal");
		Finalizers finalizers = new Finalizers(referents);
		Memoizers memoizers = new Memoizers(reaper);
		WeakMeters meters = new WeakMeters(reaper);
		WeakRefs refs = new WeakRefs(referents);
		WeakApplicationListeners listeners = new WeakApplicationListeners(new DefaultListableBeanFactory(),
				new SimpleApplicationEventMulticaster(), reaper, Runnable::run);
		return Stream.of(WeakCache.class, ReferenceMap.class, WeakCache.builder("name", reaper),
				new WeakCaches(reaper, (cache) -> {
				}), ReferenceMap.builder(References.WEAK_KEYS, KeyEquality.EQUALS), new WeakCollections(reaper),
				WeakSet.identity(), WeakSet.equality(), refs, refs.ref(object), new WeakMethods(referents),
				new WeakProxies(referents), registry, registry.group("group"), registry.companions("companions"),
				WeakLink.to(object), new Signals(reaper), signal, signal.uid("uid"), signal.prepare(), finalizers,
				new TypeFinalizers(finalizers, List.of()), new WeakLocks(reaper), memoizers,
				memoizers.createFamily("family", 1, KeyEquality.EQUALS).create(), meters, meters.of(object),
				new TrackedBeans(reaper), listeners, listeners.to(Object.class), Reaper.builder(), reaper,
				new MutableDirectory<>(reaper));
	}

	private static Stream<Call> methods(Object target) {
		Class<?> factory = (target instanceof Class<?> type) ? type : null;
		return Arrays.stream(((factory != null) ? factory : target.getClass()).getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()) && !method.isBridge() && !method.isSynthetic())
			.filter((method) -> factory == null || Modifier.isStatic(method.getModifiers()))
			.sorted(Comparator.comparing(Method::toString))
			.map((method) -> new Call(target, method));
	}

	/**
	 * A method that can be called with something in each place.
	 */
	record Call(Object target, Method method) {

		Parameter parameter(int index) {
			return this.method.getParameters()[index];
		}

		boolean isRequired(int index) {
			return !this.method.getParameterTypes()[index].isPrimitive()
					&& !this.method.getAnnotatedParameterTypes()[index].isAnnotationPresent(Nullable.class);
		}

		@Nullable Throwable failureWithNullAt(int index) {
			Object[] arguments = Arrays.stream(this.method.getParameterTypes())
				.map(NullArgumentsTests::argument)
				.toArray();
			arguments[index] = null;
			Throwable failure = catchThrowable(() -> this.method.invoke(this.target, arguments));
			return (failure instanceof InvocationTargetException) ? failure.getCause() : failure;
		}

		@Override
		public String toString() {
			return this.method.getDeclaringClass().getSimpleName() + "." + this.method.getName()
					+ Arrays.stream(this.method.getParameterTypes()).map(Class::getSimpleName).toList();
		}

	}

	private static Object argument(Class<?> type) {
		if (type.isPrimitive()) {
			return Array.get(Array.newInstance(type, 1), 0);
		}
		if (type.isArray()) {
			return Array.newInstance(type.getComponentType(), 0);
		}
		if (type.isEnum()) {
			return type.getEnumConstants()[0];
		}
		Object known = ARGUMENTS.get(type);
		return (known != null || !type.isInterface()) ? known : Proxy.newProxyInstance(type.getClassLoader(),
				new Class<?>[] { type }, (proxy, method, values) -> null);
	}

}
