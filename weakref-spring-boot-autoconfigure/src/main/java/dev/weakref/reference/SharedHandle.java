package dev.weakref.reference;

/**
 * Represents a ref or proxy without callback, which is shared by all users of its kind.
 */
final class SharedHandle extends HandleWatcher<Object> {

	/** The kind of refs. */
	static final Object REF = WeakRef.class;

	private final Object kind;

	/**
	 * Creates a watcher.
	 * @param kind is equal for handles that can stand for each other
	 */
	SharedHandle(Referents referents, Object object, Object handle, Object kind) {
		super(referents, object, handle, (shared) -> null);
		this.kind = kind;
	}

	@Override
	void attach(Referent node) {
		super.attach(node);
		if (handle() instanceof WeakRef<?> ref) {
			ref.referent = node;
		}
	}

	@Override
	int rank() {
		return (this.kind == REF) ? SHARED_REF : SHARED;
	}

	@Override
	boolean isOfKind(Object kind) {
		return this.kind.equals(kind);
	}

}
