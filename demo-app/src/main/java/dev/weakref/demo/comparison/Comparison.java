package dev.weakref.demo.comparison;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.weakref.demo.comparison.Run.RunView;
import dev.weakref.demo.comparison.Run.State;
import dev.weakref.demo.heap.HeapWatch;
import dev.weakref.demo.heap.HeapWatch.Heap;
import dev.weakref.demo.pictures.Decodes;
import dev.weakref.demo.pictures.Keeping;
import dev.weakref.demo.pictures.PictureHolder;
import dev.weakref.demo.pictures.PictureStores;
import dev.weakref.demo.viewers.Viewers;
import dev.weakref.demo.viewers.Visitors;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Lets the same visitors come to each store. A collection is asked for before each
 * measurement, so the heap contains only objects that are held.
 */
@Service
public class Comparison {

	private static final double OF_MAXIMUM = 0.75;

	private final Map<Keeping, Run> runs = new EnumMap<>(Keeping.class);

	private final PictureStores stores;

	private final Decodes decodes;

	private final Viewers viewers;

	private final Visitors visitors;

	private final List<PictureHolder> holders;

	private final HeapWatch heap;

	private final ComparisonProperties properties;

	private @Nullable Run current;

	private long limit;

	Comparison(PictureStores stores, Decodes decodes, Viewers viewers, Visitors visitors, List<PictureHolder> holders,
			HeapWatch heap, ComparisonProperties properties) {
		this.stores = stores;
		this.decodes = decodes;
		this.viewers = viewers;
		this.visitors = visitors;
		this.holders = holders;
		this.heap = heap;
		this.properties = properties;
	}

	/**
	 * Empty the stores, and let the visitors come to one of them. All others let go of
	 * their pictures.
	 */
	synchronized void start(Keeping keeping) {
		end(State.STOPPED);
		this.visitors.leave();
		this.viewers.closeAll();
		this.holders.forEach(PictureHolder::letGoOfAll);
		this.stores.use(keeping);
		this.decodes.note();
		Heap heap = this.heap.collect();
		if (this.limit == 0) {
			this.limit = limit(heap);
		}
		Run run = new Run(heap.afterCollection());
		this.runs.put(keeping, run);
		this.current = run;
		this.visitors.come();
	}

	/**
	 * The runs, and the limit of the heap.
	 * @return the state that the page shows
	 */
	public synchronized View view() {
		Map<Keeping, RunView> views = new EnumMap<>(Keeping.class);
		this.runs.forEach((keeping, run) -> views.put(keeping, run.view()));
		return new View(this.stores.inUse(), this.limit, this.properties.visitors(), views);
	}

	@Scheduled(fixedRate = 1000)
	synchronized void measure() {
		Run run = this.current;
		if (run == null || !run.isRunning()) {
			return;
		}
		if (!this.visitors.areComing()) {
			end(State.STOPPED);
			return;
		}
		int visitors = this.visitors.count();
		Heap heap = this.heap.collect();
		run.measure(visitors, heap.afterCollection(), this.decodes.noted(), this.decodes.live());
		if (heap.afterCollection() > this.limit) {
			end(State.OUT_OF_BUDGET);
			this.visitors.leave();
		}
		else if (visitors >= this.properties.visitors()) {
			end(State.COMPLETE);
			this.visitors.leave();
		}
	}

	private void end(State state) {
		if (this.current != null && this.current.isRunning()) {
			this.current.end(state);
		}
	}

	private long limit(Heap heap) {
		long limit = heap.afterCollection() + this.properties.budget().toBytes();
		return (heap.maximum() > 0) ? Math.min(limit, (long) (OF_MAXIMUM * heap.maximum())) : limit;
	}

	/**
	 * All runs.
	 *
	 * @param inUse the store in use
	 * @param limit how large the heap may be, 0 before the first run
	 * @param visitors how many visitors come while a run is measured
	 * @param runs the last run of each store
	 */
	public record View(Keeping inUse, long limit, int visitors, Map<Keeping, RunView> runs) {
	}

}
