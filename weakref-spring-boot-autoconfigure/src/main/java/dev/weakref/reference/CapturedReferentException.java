package dev.weakref.reference;

/**
 * A callback or finalizer was to be registered that itself keeps its object alive, so it
 * would never run.
 */
public class CapturedReferentException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	CapturedReferentException(String how, Class<?> type) {
		super(how + ", so the object would never be collected. Take out of the " + type.getSimpleName()
				+ " what the action needs, and pass an action that knows only that, as in "
				+ "register(object, path, (path) -> delete(path)), or a static method reference");
	}

}
