package dev.weakref.examples;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.registry.WeakLink;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader that owns a parser whose handler calls the reader back, as with expat: no
 * cycle holds them, and the handler does nothing once the reader has gone.
 */
class ParserHandlerTests {

	@Test
	void theHandlerCallsItsReaderBackWhileItLives() {
		Reader reader = new Reader();
		Parser parser = reader.parser;
		GarbageCollector.run();
		parser.parse("a b");
		assertThat(reader.elements).containsExactly("a", "b");
		assertThat(parser.ignored).isZero();
	}

	@Test
	void theHandlerIsInertOnceItsReaderHasGone() {
		Parser parser = parserOfForgottenReader();
		GarbageCollector.awaitUntil("the reader is gone", () -> !parser.handler.isAlive());
		parser.parse("a b");
		assertThat(parser.ignored).isEqualTo(2);
	}

	private static Parser parserOfForgottenReader() {
		return new Reader().parser;
	}

	private static final class Reader {

		final List<String> elements = new ArrayList<>();

		final Parser parser = new Parser(WeakLink.to(this));

		void element(String name) {
			this.elements.add(name);
		}

	}

	private static final class Parser {

		final WeakLink<Reader> handler;

		int ignored;

		Parser(WeakLink<Reader> handler) {
			this.handler = handler;
		}

		void parse(String text) {
			for (String name : text.split(" ")) {
				if (!this.handler.ifAlive((reader) -> reader.element(name))) {
					this.ignored++;
				}
			}
		}

	}

}
