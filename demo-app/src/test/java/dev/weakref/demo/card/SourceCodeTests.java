package dev.weakref.demo.card;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SourceCode}; what it cuts out is tested with the cards.
 */
class SourceCodeTests {

	@Test
	void aRegionThatIsNotThereIsAMistake() throws ClassNotFoundException {
		Class<?> type = Class.forName("dev.weakref.demo.spring.Frames");
		assertThatIllegalStateException().isThrownBy(() -> new SourceCode().excerpt(type, "cacheable"))
			.withMessage("Frames.java has no region 'cacheable'");
	}

}
