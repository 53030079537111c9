package dev.weakref.examples;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.reference.WeakLink;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader that owns a parser which calls the reader back: no cycle holds them, and the
 * parser does nothing once the reader has gone.
 */
class ParserHandlerTests {

	@Test
	void theParserCallsItsReaderBackWhileItLives() {
		Reader reader = new Reader();
		Parser parser = reader.parser;
		GarbageCollector.run();
		assertThat(parser.parse("a b")).isTrue();
		assertThat(reader.elements).containsExactly("a", "b");
	}

	@Test
	void theParserIsInertOnceItsReaderHasGone() {
		Parser parser = parserOfForgottenReader();
		GarbageCollector.awaitUntil("the reader is gone", () -> !parser.parse("a b"));
		assertThat(parser.reader().isAlive()).isFalse();
	}

	private static Parser parserOfForgottenReader() {
		return new Reader().parser;
	}

	// tag::parser[]
	static final class Reader {

		private final List<String> elements = new ArrayList<>();

		private final Parser parser = new Parser(WeakLink.to(this));

	}

	record Parser(WeakLink<Reader> reader) {

		boolean parse(String text) {
			return this.reader.ifAlive((reader) -> reader.elements.addAll(List.of(text.split(" "))));
		}

	}
	// end::parser[]

}
