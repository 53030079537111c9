package dev.weakref.boot.actuate;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A section that reports objects by their names.
 *
 * @param name the name of the section
 * @param names gives the names of the objects
 * @param finder returns the object of a name, or {@code null} if there is none
 * @param descriptor describes an object
 * @param <T> the type of the objects
 */
record NamedObjectsSection<T>(String name, Supplier<? extends Collection<String>> names,
		Function<String, @Nullable T> finder,
		Function<T, ? extends OperationResponseBody> descriptor) implements WeakRefsSection {

	@Override
	public Map<String, OperationResponseBody> report() {
		Map<String, OperationResponseBody> reports = new TreeMap<>();
		for (String object : this.names.get()) {
			OperationResponseBody report = find(object);
			if (report != null) {
				reports.put(object, report);
			}
		}
		return reports;
	}

	@Override
	public @Nullable OperationResponseBody find(String name) {
		T object = this.finder.apply(name);
		return (object != null) ? this.descriptor.apply(object) : null;
	}

}
