package dev.weakref.demo.live;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.demo.card.Card;
import dev.weakref.demo.card.Thing;
import dev.weakref.demo.comparison.Comparison;
import dev.weakref.demo.heap.HeapWatch;
import dev.weakref.demo.live.Holdings.DecodeView;
import dev.weakref.demo.live.Holdings.PictureView;
import dev.weakref.demo.pictures.Decodes;
import dev.weakref.demo.pictures.Painter;
import dev.weakref.demo.pictures.PaintingProgress;
import dev.weakref.demo.viewers.Visitors;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The state that the page polls: all its numbers at once.
 */
@RestController
@RequestMapping("/live")
class LiveController {

	private final Decodes decodes;

	private final Holdings holdings;

	private final Painter painter;

	private final Visitors visitors;

	private final Comparison comparison;

	private final WeakRefsEndpoint endpoint;

	private final List<Card> cards;

	private final CallbackLog log;

	private final HeapWatch heap;

	private final Collector collector;

	LiveController(Decodes decodes, Holdings holdings, Painter painter, Visitors visitors, Comparison comparison,
			WeakRefsEndpoint endpoint, List<Card> cards, CallbackLog log, HeapWatch heap, Collector collector) {
		this.decodes = decodes;
		this.holdings = holdings;
		this.painter = painter;
		this.visitors = visitors;
		this.comparison = comparison;
		this.endpoint = endpoint;
		this.cards = cards;
		this.log = log;
		this.heap = heap;
		this.collector = collector;
	}

	@GetMapping
	Live live(@RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "false") boolean cards) {
		Holdings.View holdings = this.holdings.view();
		return new Live(holdings.pictures(), holdings.decodes(), this.decodes.collected(), this.painter.progress(),
				this.visitors.areComing(), this.comparison.view(), this.heap.read(), this.endpoint.weakRefs(),
				(cards) ? things() : null, new Log(this.log.last(), this.log.after(after)));
	}

	/**
	 * Ask for a collection, and tell what it achieved.
	 */
	@PostMapping("/collections")
	Collector.Achieved collect() {
		return this.collector.collect();
	}

	private Map<String, List<Thing>> things() {
		return this.cards.stream().collect(Collectors.toMap(Card::name, Card::things));
	}

	/**
	 * The content of the page.
	 *
	 * @param pictures all pictures
	 * @param decodes the decodes in memory
	 * @param collected how many decoded pictures were collected, whatever the store
	 * @param painting how far the painting of the first pictures is
	 * @param visitors whether visitors come
	 * @param comparison the runs of the stores
	 * @param heap the heap
	 * @param weakrefs what the endpoint reports
	 * @param cards the things of the cards, if they are shown
	 * @param log what the callbacks told
	 */
	record Live(List<PictureView> pictures, List<DecodeView> decodes, int collected, PaintingProgress painting,
			boolean visitors, Comparison.View comparison, HeapWatch.Heap heap, Map<String, Object> weakrefs,
			@Nullable Map<String, List<Thing>> cards, Log log) {
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
