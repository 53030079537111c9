package dev.weakref.examples;

import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.collection.WeakValueMap;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Remember objects under generated ids, which are never used twice, without holding them.
 */
class ObjectIdTests {

	private final WeakValueMap<Long, Object> objects = WeakValueMap.equality();

	private final AtomicLong ids = new AtomicLong();

	@Test
	void anObjectIsFoundByItsIdWhileItLives() {
		Object held = new Object();
		long id = remember(held);
		long forgotten = remember(new Object());

		GarbageCollector.awaitUntil("the other object is gone", () -> !this.objects.containsKey(forgotten));

		assertThat(find(id)).isSameAs(held);
		assertThat(remember(new Object())).isNotEqualTo(forgotten);
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> find(forgotten));
	}

	private long remember(Object object) {
		long id = this.ids.incrementAndGet();
		this.objects.put(id, object);
		return id;
	}

	private Object find(long id) {
		Object object = this.objects.get(id);
		if (object == null) {
			throw new NoSuchElementException("There is no live object " + id);
		}
		return object;
	}

}
