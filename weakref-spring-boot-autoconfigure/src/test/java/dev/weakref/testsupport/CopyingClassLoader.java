package dev.weakref.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A class loader with a copy of its own of one class; all others are those of its parent.
 */
public final class CopyingClassLoader extends ClassLoader {

	private final String name;

	private CopyingClassLoader(Class<?> original) {
		super(original.getClassLoader());
		this.name = original.getName();
	}

	/**
	 * Copy a class with a loader of its own.
	 * @param original the class
	 * @return the copy, which holds the loader
	 */
	public static Class<?> copy(Class<?> original) {
		try {
			return new CopyingClassLoader(original).loadClass(original.getName());
		}
		catch (ClassNotFoundException ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (!name.equals(this.name)) {
			return super.loadClass(name, resolve);
		}
		Class<?> loaded = findLoadedClass(name);
		return (loaded != null) ? loaded : define();
	}

	private Class<?> define() {
		try (InputStream code = getResourceAsStream(this.name.replace('.', '/') + ".class")) {
			byte[] bytes = code.readAllBytes();
			return defineClass(this.name, bytes, 0, bytes.length);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
