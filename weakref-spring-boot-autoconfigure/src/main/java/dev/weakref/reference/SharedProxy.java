package dev.weakref.reference;

import java.util.Objects;
import java.util.Set;

import dev.weakref.reaper.CallbackSource;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the proxy without callback that is shared by all who ask for the same types.
 */
final class SharedProxy extends Watcher {

	private final Referents referents;

	private final Set<Class<?>> types;

	private final boolean hashable;

	private @Nullable Object proxy;

	SharedProxy(Referents referents, Set<Class<?>> types, boolean hashable) {
		this.referents = referents;
		this.types = types;
		this.hashable = hashable;
	}

	Object proxy() {
		return Objects.requireNonNull(this.proxy);
	}

	void proxy(Object proxy) {
		this.proxy = proxy;
	}

	@Override
	protected @Nullable Object handle() {
		return this.proxy;
	}

	@Override
	protected CallbackSource source() {
		return this.referents.source();
	}

	@Override
	protected boolean run() {
		return false;
	}

	@Override
	int rank() {
		return SHARED_PROXY;
	}

	@Override
	boolean canStandFor(Watcher other) {
		return other instanceof SharedProxy shared && shared.hashable == this.hashable
				&& shared.types.equals(this.types);
	}

}
