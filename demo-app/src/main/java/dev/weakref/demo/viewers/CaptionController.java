package dev.weakref.demo.viewers;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.weakref.demo.pictures.Caption;
import dev.weakref.demo.pictures.CaptionLibrary;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows and changes captions. A viewer holds the caption that it showed first, until it
 * is told to show the present one.
 */
@RestController
@RequestMapping("/captions")
@Profile("redis")
class CaptionController {

	private final CaptionLibrary captions;

	private final Viewers viewers;

	CaptionController(CaptionLibrary captions, Viewers viewers) {
		this.captions = captions;
		this.viewers = viewers;
	}

	/**
	 * A browser tells which viewers it shows, several times a second: all captions are
	 * found in this process, save those that have changed.
	 */
	@PostMapping
	Shown show(@RequestBody Show request) {
		Map<String, Caption> present = this.captions.all();
		List<@Nullable String> ids = (request.viewers() != null) ? request.viewers() : List.of();
		return new Shown(
				present.entrySet()
					.stream()
					.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().text())),
				this.viewers.open()
					.stream()
					.filter((viewer) -> ids.contains(viewer.id()) && present.containsKey(viewer.picture().name()))
					.collect(Collectors.toMap(Viewer::id, (viewer) -> held(viewer, present))));
	}

	private HeldCaption held(Viewer viewer, Map<String, Caption> present) {
		String picture = viewer.picture().name();
		Caption caption = viewer.caption();
		if (caption == null) {
			caption = Objects.requireNonNull(present.get(picture));
			viewer.show(caption);
		}
		return new HeldCaption(caption.text(), !this.captions.isCurrent(picture, caption));
	}

	@PutMapping("/{picture}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void write(@PathVariable String picture, @RequestBody NewCaption caption) {
		this.captions.write(picture, Objects.requireNonNullElse(caption.text(), ""));
		if (caption.viewer() != null) {
			showPresent(caption.viewer());
		}
	}

	@PostMapping("/of/{viewer}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void showPresent(@PathVariable String viewer) {
		this.viewers.get(viewer).show(null);
	}

	@ExceptionHandler
	ProblemDetail unreachable(DataAccessException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"Redis cannot be reached, so captions can be neither read nor changed.");
	}

	@ExceptionHandler
	ProblemDetail unknownViewer(UnknownViewerException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, ex.getMessage());
	}

	record Show(@Nullable List<@Nullable String> viewers) {
	}

	/**
	 * A caption that a user wrote.
	 *
	 * @param text its text; without one it is the title of the picture
	 * @param viewer the id of the viewer that is to show it
	 */
	record NewCaption(@Nullable String text, @Nullable String viewer) {
	}

	/**
	 * The content of the page.
	 *
	 * @param captions the present captions by the names of pictures
	 * @param viewers the captions that viewers hold, by the ids of viewers
	 */
	record Shown(Map<String, String> captions, Map<String, HeldCaption> viewers) {
	}

	/**
	 * A caption that a viewer holds.
	 *
	 * @param text its text
	 * @param superseded whether the picture has another caption now
	 */
	record HeldCaption(String text, boolean superseded) {
	}

}
