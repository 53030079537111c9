package dev.weakref.docs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlainMain}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PlainMainTests {

	@Test
	void aFeatureThatIsClosedFirstStillHasItsReaper(CapturedOutput output) {
		PlainMain.main(new String[0]);
		assertThat(output.getOut().lines()).containsSubsequence("true 1 draft.txt", "draft is gone");
	}

}
