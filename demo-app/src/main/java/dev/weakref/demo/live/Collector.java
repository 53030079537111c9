package dev.weakref.demo.live;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.weakref.demo.heap.HeapWatch;
import dev.weakref.demo.heap.HeapWatch.Heap;
import dev.weakref.demo.live.Holdings.DecodeView;
import dev.weakref.demo.pictures.Decoded;
import dev.weakref.demo.pictures.Decodes;
import dev.weakref.demo.pictures.Keeping;
import dev.weakref.demo.pictures.PictureStores;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Asks for a collection, and measures what it achieved.
 */
@Component
class Collector {

	private static final long PATIENCE = 2_000_000_000;

	private final Decodes decodes;

	private final PictureStores stores;

	private final Holdings holdings;

	private final HeapWatch heap;

	Collector(Decodes decodes, PictureStores stores, Holdings holdings, HeapWatch heap) {
		this.decodes = decodes;
		this.stores = stores;
		this.holdings = holdings;
		this.heap = heap;
	}

	synchronized Achieved collect() {
		List<Decoded> before = this.decodes.live();
		long used = this.heap.read().used();
		Heap heap = this.heap.collect();
		long end = System.nanoTime();
		List<Decoded> gone = before.stream().filter((decoded) -> !decoded.isLive()).toList();
		awaitCallbacks(gone, end + PATIENCE);
		List<DecodeView> live = this.holdings.view().decodes();
		return new Achieved(gone.size(), gone.stream().mapToLong(Decoded::bytes).sum(),
				Math.max(0, used - heap.afterCollection()), millis(gone, end), this.stores.inUse(), live.size(),
				live.stream().filter(DecodeView::isInUse).count());
	}

	private static void awaitCallbacks(List<Decoded> gone, long deadline) {
		while (!gone.stream().allMatch(Decoded::isCalledBack) && System.nanoTime() - deadline < 0) {
			LockSupport.parkNanos(100_000);
		}
	}

	/**
	 * The time from the return of the request for a collection to the last callback, 0 if
	 * that ran before.
	 */
	private static @Nullable Double millis(List<Decoded> gone, long end) {
		if (gone.isEmpty() || !gone.stream().allMatch(Decoded::isCalledBack)) {
			return null;
		}
		long last = gone.stream().mapToLong((decoded) -> decoded.calledBackAt() - end).max().orElse(0);
		return Math.max(0, last / 1e6);
	}

	/**
	 * The effect of a collection.
	 *
	 * @param gone how many pictures it took
	 * @param bytes how much memory these took
	 * @param freed how many bytes of the heap it freed, other garbage included
	 * @param calledBackMillis the time from the return of the request to the last
	 * callback, {@code null} if there was none
	 * @param keeping the store in use
	 * @param live how many pictures are in memory after it
	 * @param inUse how many of these are in use, while only the store holds the others
	 */
	record Achieved(int gone, long bytes, long freed, @Nullable Double calledBackMillis, Keeping keeping, int live,
			long inUse) {
	}

}
