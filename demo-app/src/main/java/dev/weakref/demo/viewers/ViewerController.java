package dev.weakref.demo.viewers;

import java.net.URI;
import java.util.List;
import java.util.Objects;

import dev.weakref.demo.pictures.Part;
import dev.weakref.demo.pictures.Picture;
import dev.weakref.demo.pictures.Titles;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Opens and closes viewers, and shows what is in them.
 */
@RestController
@RequestMapping("/viewers")
class ViewerController {

	private final Viewers viewers;

	private final Visitors visitors;

	private final ApplicationEventPublisher publisher;

	ViewerController(Viewers viewers, Visitors visitors, ApplicationEventPublisher publisher) {
		this.viewers = viewers;
		this.visitors = visitors;
		this.publisher = publisher;
	}

	@PostMapping
	ResponseEntity<OpenedViewer> open(@RequestBody OpenViewer request) {
		if (request.picture() == null) {
			throw new MissingPictureException();
		}
		Viewer viewer = this.viewers.open(request.picture(), false);
		this.publisher.publishEvent(new PictureOpened(request.picture()));
		return ResponseEntity.created(URI.create("/viewers/" + viewer.id())).body(OpenedViewer.of(viewer));
	}

	@GetMapping("/{id}")
	OpenedViewer viewer(@PathVariable String id) {
		return OpenedViewer.of(this.viewers.get(id));
	}

	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void close(@PathVariable String id) {
		if (!this.viewers.close(id)) {
			throw new UnknownViewerException();
		}
	}

	@GetMapping("/{id}/view")
	ResponseEntity<byte[]> view(@PathVariable String id, @RequestParam(defaultValue = "0.5") double x,
			@RequestParam(defaultValue = "0.5") double y, @RequestParam(defaultValue = "1") double zoom,
			@RequestParam(defaultValue = "640") int width) {
		byte[] jpeg = this.viewers.get(id).picture().render(new Part(x, y, zoom, width));
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(MediaType.IMAGE_JPEG).body(jpeg);
	}

	/**
	 * A browser tells which viewers it still shows, and is told which of them are no
	 * longer open.
	 */
	@PostMapping("/heartbeat")
	Gone heartbeat(@RequestBody Heartbeat request) {
		List<@Nullable String> ids = (request.viewers() != null) ? request.viewers() : List.of();
		return new Gone(this.viewers.seen(ids.stream().filter(Objects::nonNull).toList()));
	}

	@PostMapping("/visitors")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void comeVisitors() {
		this.visitors.come();
	}

	@DeleteMapping("/visitors")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void leaveVisitors() {
		this.visitors.leave();
	}

	@ExceptionHandler
	ProblemDetail unknownViewer(UnknownViewerException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail missingPicture(MissingPictureException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	record OpenViewer(@Nullable String picture) {
	}

	record Heartbeat(@Nullable List<@Nullable String> viewers) {
	}

	record Gone(List<String> gone) {
	}

	/**
	 * A viewer as a browser sees it.
	 *
	 * @param id the id
	 * @param picture the name of its picture
	 * @param title what to call it
	 * @param decode which decode the picture came from
	 * @param decoded whether the picture was decoded for it, or else was in memory
	 * @param millis how long it took to get the picture
	 * @param width how wide the picture is
	 * @param height how high the picture is
	 * @param bytes how much memory the picture takes
	 */
	record OpenedViewer(String id, String picture, String title, int decode, boolean decoded, double millis, int width,
			int height, long bytes) {

		static OpenedViewer of(Viewer viewer) {
			Picture picture = viewer.picture();
			return new OpenedViewer(viewer.id(), picture.name(), Titles.of(picture.name()), picture.decode(),
					viewer.found().decoded(), viewer.found().took().toNanos() / 1e6, picture.width(), picture.height(),
					picture.bytes());
		}

	}

	private static final class MissingPictureException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		MissingPictureException() {
			super("Say which picture to open: { \"picture\": \"name\" }.");
		}

	}

}
