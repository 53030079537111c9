package dev.weakref.demo.heap;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

import com.sun.management.GcInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * How much of the heap is used, and how much the last collection left.
 */
@Component
public class HeapWatch {

	private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();

	/**
	 * Ask for a collection. The JVM may decline, but rarely does.
	 * @return the heap after it
	 */
	public Heap collect() {
		System.gc();
		return read();
	}

	/**
	 * Read the present numbers.
	 * @return the heap
	 */
	public Heap read() {
		MemoryUsage usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
		long count = this.collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
		GcInfo last = last();
		if (last == null) {
			return new Heap(usage.getUsed(), usage.getMax(), afterCollectionOfPools(), -1, count);
		}
		long age = ManagementFactory.getRuntimeMXBean().getUptime() - last.getEndTime();
		return new Heap(usage.getUsed(), usage.getMax(), heapUsed(last), Math.max(0, age), count);
	}

	private @Nullable GcInfo last() {
		GcInfo last = null;
		for (GarbageCollectorMXBean collector : this.collectors) {
			GcInfo info = lastOf(collector);
			if (info != null && (last == null || info.getEndTime() > last.getEndTime())) {
				last = info;
			}
		}
		return last;
	}

	private static @Nullable GcInfo lastOf(GarbageCollectorMXBean collector) {
		return (collector instanceof com.sun.management.GarbageCollectorMXBean detailed
				&& !collector.getName().endsWith("Pauses")) ? detailed.getLastGcInfo() : null;
	}

	private static long heapUsed(GcInfo info) {
		return heapPools().stream().mapToLong((pool) -> used(info.getMemoryUsageAfterGc().get(pool.getName()))).sum();
	}

	private static long afterCollectionOfPools() {
		return heapPools().stream().mapToLong((pool) -> used(pool.getCollectionUsage())).sum();
	}

	private static long used(@Nullable MemoryUsage usage) {
		return (usage != null) ? usage.getUsed() : 0;
	}

	private static List<MemoryPoolMXBean> heapPools() {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.toList();
	}

	/**
	 * The heap at a moment.
	 *
	 * @param used how many bytes are used, garbage included
	 * @param maximum how many bytes it may have, -1 if there is no limit
	 * @param afterCollection how many bytes were used after the last collection, 0 before
	 * the first
	 * @param ageMillis how long ago the last collection ended, -1 if that is not known
	 * @param collections how many collections there were
	 */
	public record Heap(long used, long maximum, long afterCollection, long ageMillis, long collections) {
	}

}
