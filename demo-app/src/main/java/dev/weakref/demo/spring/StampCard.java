package dev.weakref.demo.spring;

import java.util.List;
import java.util.Map;

import dev.weakref.demo.card.Card;
import dev.weakref.demo.card.Thing;
import dev.weakref.demo.pictures.PictureLibrary;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskExecutor;
import org.springframework.stereotype.Component;

/**
 * {@code WeakLocks}: two workers who stamp the same picture, or one each.
 */
@Component
@Order(7)
class StampCard implements Card {

	private final Stamps stamps;

	private final TaskExecutor workers;

	private final Rotation rotation;

	StampCard(Stamps stamps, @Qualifier("applicationTaskExecutor") TaskExecutor workers, PictureLibrary library) {
		this.stamps = stamps;
		this.workers = workers;
		this.rotation = new Rotation(library);
	}

	@Override
	public String name() {
		return "locks";
	}

	@Override
	public List<Class<?>> sources() {
		return List.of(StampLock.class, Stamps.class);
	}

	@Override
	public Map<String, Runnable> actions() {
		return Map.of("use", this::stampSame, "different", this::stampDifferent);
	}

	@Override
	public List<Thing> things() {
		return this.stamps.things();
	}

	/**
	 * There is nothing to let go of: who has stamped a picture has let go of its lock.
	 */
	@Override
	public void letGoOfAll() {
	}

	private void stampSame() {
		String picture = this.rotation.next();
		this.workers.execute(() -> this.stamps.stamp(picture));
		this.workers.execute(() -> this.stamps.stamp(picture));
	}

	private void stampDifferent() {
		String one = this.rotation.next();
		String another = this.rotation.next();
		this.workers.execute(() -> this.stamps.stamp(one));
		this.workers.execute(() -> this.stamps.stamp(another));
	}

}
