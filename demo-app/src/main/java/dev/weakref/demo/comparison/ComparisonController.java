package dev.weakref.demo.comparison;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import dev.weakref.demo.card.Excerpt;
import dev.weakref.demo.card.SourceCode;
import dev.weakref.demo.pictures.Keeping;
import dev.weakref.demo.pictures.PictureStores;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Starts runs, and shows the code of the stores.
 */
@RestController
@RequestMapping("/comparison")
class ComparisonController {

	private final Comparison comparison;

	private final PictureStores stores;

	private final SourceCode sourceCode;

	ComparisonController(Comparison comparison, PictureStores stores, SourceCode sourceCode) {
		this.comparison = comparison;
		this.stores = stores;
		this.sourceCode = sourceCode;
	}

	@PostMapping("/{keeping}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void start(@PathVariable Keeping keeping) {
		this.comparison.start(keeping);
	}

	/**
	 * The source code of each store, and the configuration of the weak cache.
	 */
	@GetMapping("/code")
	Map<Keeping, List<Excerpt>> code() {
		List<Class<?>> types = this.stores.types();
		return Map.of(Keeping.STRONG, List.of(code(types, Keeping.STRONG)), Keeping.BOUNDED,
				List.of(code(types, Keeping.BOUNDED)), Keeping.WEAK,
				Stream.of(this.sourceCode.yaml("application.yml", "weak"), code(types, Keeping.WEAK)).toList());
	}

	private Excerpt code(List<Class<?>> types, Keeping keeping) {
		return this.sourceCode.excerpt(types.get(keeping.ordinal()), keeping.name().toLowerCase(Locale.ROOT));
	}

}
