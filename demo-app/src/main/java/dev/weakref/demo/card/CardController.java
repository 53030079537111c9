package dev.weakref.demo.card;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the cards, and does what their buttons say.
 */
@RestController
@RequestMapping("/cards")
class CardController {

	private final Map<String, Card> cards = new LinkedHashMap<>();

	private final SourceCode sourceCode;

	CardController(List<Card> cards, SourceCode sourceCode) {
		cards.forEach((card) -> this.cards.put(card.name(), card));
		this.sourceCode = sourceCode;
	}

	/**
	 * The source code of each card.
	 */
	@GetMapping("/code")
	Map<String, List<Excerpt>> code() {
		Map<String, List<Excerpt>> code = new LinkedHashMap<>();
		this.cards.forEach((name, card) -> code.put(name,
				card.sources().stream().map((type) -> this.sourceCode.excerpt(type, name)).toList()));
		return code;
	}

	@PostMapping("/{name}/{action}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void act(@PathVariable String name, @PathVariable String action) {
		Card card = this.cards.get(name);
		Runnable runnable = (card != null) ? card.actions().get(action) : null;
		if (runnable == null) {
			throw new UnknownActionException();
		}
		runnable.run();
	}

	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void letGoOfAll() {
		this.cards.values().forEach(Card::letGoOfAll);
	}

	@ExceptionHandler
	ProblemDetail notNow(NotNowException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail unknownAction(UnknownActionException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, ex.getMessage());
	}

	private static final class UnknownActionException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		UnknownActionException() {
			super("There is no such card, or it has no such button.");
		}

	}

}
