package dev.weakref.demo.live;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.weakref.demo.pictures.Painter;
import dev.weakref.demo.pictures.PaintingProgress;
import dev.weakref.demo.pictures.PictureLibrary;
import dev.weakref.demo.pictures.PictureState;
import dev.weakref.demo.pictures.Titles;
import dev.weakref.demo.viewers.Viewer;
import dev.weakref.demo.viewers.Viewers;
import dev.weakref.demo.viewers.Visitors;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The state that the page polls.
 */
@RestController
@RequestMapping("/live")
class LiveController {

	private final PictureLibrary library;

	private final Painter painter;

	private final Viewers viewers;

	private final Visitors visitors;

	private final List<PictureHolder> holders;

	private final CallbackLog log;

	private final HeapWatch heap;

	LiveController(PictureLibrary library, Painter painter, Viewers viewers, Visitors visitors,
			List<PictureHolder> holders, CallbackLog log, HeapWatch heap) {
		this.library = library;
		this.painter = painter;
		this.viewers = viewers;
		this.visitors = visitors;
		this.holders = holders;
		this.log = log;
		this.heap = heap;
	}

	@GetMapping
	Live live(@RequestParam(defaultValue = "0") long after) {
		Map<String, List<Viewer>> viewers = this.viewers.open()
			.stream()
			.collect(Collectors.groupingBy((viewer) -> viewer.picture().name()));
		List<PictureView> pictures = this.library.states()
			.stream()
			.map((state) -> PictureView.of(state, viewers.getOrDefault(state.name(), List.of()), holders(state.name())))
			.toList();
		return new Live(pictures, this.painter.progress(),
				this.visitors.remaining().plus(Duration.ofMillis(999)).toSeconds(), this.heap.read(),
				new Log(this.log.last(), this.log.after(after)));
	}

	/**
	 * Ask for a collection. The JVM may decline, but rarely does.
	 */
	@PostMapping("/collections")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void collect() {
		System.gc();
	}

	private int holders(String picture) {
		return this.holders.stream().mapToInt((holder) -> holder.holds(picture)).sum();
	}

	/**
	 * The content of the page.
	 *
	 * @param pictures all pictures
	 * @param painting how far the painting of the first pictures is
	 * @param visitorsForSeconds how long visitors will keep coming
	 * @param heap the heap
	 * @param log what the callbacks told
	 */
	record Live(List<PictureView> pictures, PaintingProgress painting, long visitorsForSeconds, HeapWatch.Heap heap,
			Log log) {
	}

	/**
	 * A picture and who looks at it.
	 *
	 * @param name its name
	 * @param title what to call it
	 * @param live whether it is in memory
	 * @param decode its latest decode
	 * @param bytes how much memory its latest decode took
	 * @param viewers how many viewers in browsers show it
	 * @param visitors how many visitors and others hold it
	 */
	record PictureView(String name, String title, boolean live, int decode, long bytes, long viewers, long visitors) {

		static PictureView of(PictureState state, List<Viewer> viewers, int others) {
			long visitors = viewers.stream().filter(Viewer::isVisitor).count();
			return new PictureView(state.name(), Titles.of(state.name()), state.live(), state.decode(), state.bytes(),
					viewers.size() - visitors, visitors + others);
		}

	}

	/**
	 * New lines of the callback log.
	 *
	 * @param last the number of the last line there is
	 * @param lines the lines that the page does not have
	 */
	record Log(long last, List<CallbackLog.Line> lines) {
	}

}
