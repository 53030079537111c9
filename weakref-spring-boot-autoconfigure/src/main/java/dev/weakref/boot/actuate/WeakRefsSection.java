package dev.weakref.boot.actuate;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.weakref.directory.Directory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A section of the report of {@link WeakRefsEndpoint}: all things of one kind. Each bean
 * of this type becomes a section after those of this library, in the order of the beans;
 * only the reaper comes later.
 * <p>
 * A section is read by several threads at once, and must neither revive an object nor
 * call code of one, not even {@code toString}.
 */
public interface WeakRefsSection {

	/**
	 * The kind of things.
	 * @return the name of the section
	 */
	String kind();

	/**
	 * Report all things.
	 * @return what becomes the JSON of the section: a map, or an
	 * {@link OperationResponseBody}
	 */
	Object report();

	/**
	 * Report one thing.
	 * @param name its name
	 * @return the report, or {@code null} if there is no such thing
	 */
	@Nullable OperationResponseBody find(String name);

	/**
	 * A section of things that come and go, sorted by name.
	 * @param kind the kind of things
	 * @param directory the things
	 * @param name gives the name of a thing
	 * @param descriptor describes a thing
	 * @param <M> the type of what is managed of a thing
	 * @param <D> the type of the descriptions
	 * @return the section
	 */
	static <M, D extends OperationResponseBody> WeakRefsSection of(String kind, Directory<M> directory,
			Function<M, String> name, Function<M, D> descriptor) {
		return new WeakRefsSection() {

			@Override
			public String kind() {
				return kind;
			}

			@Override
			public Map<String, D> report() {
				Map<String, D> descriptors = new TreeMap<>();
				directory.all().forEach((thing) -> descriptors.put(name.apply(thing), descriptor.apply(thing)));
				return descriptors;
			}

			@Override
			public @Nullable OperationResponseBody find(String name) {
				M thing = directory.find(name);
				return (thing != null) ? descriptor.apply(thing) : null;
			}

		};
	}

	/**
	 * A section of things that are there from the beginning, sorted by name.
	 * @param kind the kind of things
	 * @param things the things by name
	 * @param descriptor describes a thing
	 * @param <T> the type of the things
	 * @return the section
	 */
	static <T> WeakRefsSection of(String kind, Map<String, T> things,
			Function<T, ? extends OperationResponseBody> descriptor) {
		return new WeakRefsSection() {

			@Override
			public String kind() {
				return kind;
			}

			@Override
			public Map<String, OperationResponseBody> report() {
				Map<String, OperationResponseBody> descriptors = new TreeMap<>();
				things.forEach((name, thing) -> descriptors.put(name, descriptor.apply(thing)));
				return descriptors;
			}

			@Override
			public @Nullable OperationResponseBody find(String name) {
				T thing = things.get(name);
				return (thing != null) ? descriptor.apply(thing) : null;
			}

		};
	}

	/**
	 * A section that is one thing without a name.
	 * @param kind the name of the section
	 * @param report describes the thing
	 * @return the section
	 */
	static WeakRefsSection of(String kind, Supplier<? extends OperationResponseBody> report) {
		return new WeakRefsSection() {

			@Override
			public String kind() {
				return kind;
			}

			@Override
			public Object report() {
				return report.get();
			}

			@Override
			public @Nullable OperationResponseBody find(String name) {
				return null;
			}

		};
	}

}
