package dev.weakref.spring.backing;

/**
 * An engine of the application whose entries have stored bytes.
 */
class OwnEngineWithBytesTests extends OwnEngineTests {

	@Override
	protected boolean hasBytes() {
		return true;
	}

}
