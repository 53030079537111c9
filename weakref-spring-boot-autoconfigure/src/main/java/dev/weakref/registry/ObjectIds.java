package dev.weakref.registry;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.Suitability;
import org.jspecify.annotations.Nullable;

/**
 * Maps objects to ids and ids to objects. An id is given out once, so it never leads to
 * another object.
 */
final class ObjectIds {

	private final AtomicLong last = new AtomicLong();

	final ReferenceMap<Object, Long> ids;

	final ReferenceMap<Long, Object> objects;

	private final Suitability suitability;

	ObjectIds(Reaper reaper) {
		this.suitability = reaper.suitability();
		this.ids = ReferenceMap.<Object, Long>builder(References.WEAK_KEYS, KeyEquality.IDENTITY)
			.reaper(reaper)
			.build();
		this.objects = ReferenceMap.<Long, Object>builder(References.WEAK_VALUES, KeyEquality.EQUALS)
			.reaper(reaper)
			.build();
	}

	long idOf(Object object) {
		return Objects.requireNonNull(this.ids.computeIfAbsent(object, (key) -> {
			this.suitability.mention(key);
			Long id = this.last.incrementAndGet();
			this.objects.put(id, key);
			return id;
		}));
	}

	@Nullable Object findById(long id) {
		return this.objects.get(id);
	}

	Object getById(long id) {
		Object object = findById(id);
		if (object == null) {
			throw new UnknownObjectException(id, (id > 0 && id <= this.last.get())
					? "it has been collected or its id was removed" : "it was never given out");
		}
		return object;
	}

	boolean removeId(long id) {
		Object object = this.objects.remove(id);
		return object != null && this.ids.remove(object, id);
	}

}
