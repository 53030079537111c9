package dev.weakref.boot.actuate;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.weakref.directory.Directory;
import dev.weakref.directory.Managed;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A section of the report of {@link WeakRefsEndpoint}. Each bean of this type is a
 * section of its own. The sections of this library come first, then the beans in their
 * order, and the reaper comes last.
 * <p>
 * Several threads read a section at once. A section must neither make an object strong
 * nor call code of one, not even {@code toString}.
 */
public interface WeakRefsSection {

	/**
	 * Returns the name of the section, which is also its path below the endpoint.
	 * @return the name, usually in the plural, such as {@code caches}
	 */
	String name();

	/**
	 * Reports the whole section.
	 * @return the JSON of the section: a map, or an {@link OperationResponseBody}
	 */
	Object report();

	/**
	 * Reports one object.
	 * @param name the name of the object
	 * @return the report, or {@code null} if the section has no object of that name
	 */
	@Nullable OperationResponseBody find(String name);

	/**
	 * Creates a section that reports the objects of a directory, sorted by name.
	 * @param name the name of the section
	 * @param directory the objects
	 * @param descriptor describes an object
	 * @param <M> the type of the objects
	 * @return the section
	 */
	static <M extends Managed> WeakRefsSection of(String name, Directory<M> directory,
			Function<M, ? extends OperationResponseBody> descriptor) {
		return new NamedObjectsSection<>(name, () -> directory.all().stream().map(Managed::name).toList(),
				directory::find, descriptor);
	}

	/**
	 * Creates a section that reports the values of a map, sorted by key.
	 * @param name the name of the section
	 * @param objects the objects by name
	 * @param descriptor describes an object
	 * @param <T> the type of the objects
	 * @return the section
	 */
	static <T> WeakRefsSection of(String name, Map<String, T> objects,
			Function<T, ? extends OperationResponseBody> descriptor) {
		return new NamedObjectsSection<>(name, objects::keySet, objects::get, descriptor);
	}

	/**
	 * Creates a section that is a single report without named objects.
	 * @param name the name of the section
	 * @param report gives the report
	 * @return the section
	 */
	static WeakRefsSection of(String name, Supplier<? extends OperationResponseBody> report) {
		return new WeakRefsSection() {

			@Override
			public String name() {
				return name;
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
