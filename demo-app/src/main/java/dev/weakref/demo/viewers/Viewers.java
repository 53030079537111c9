package dev.weakref.demo.viewers;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.demo.pictures.FoundPicture;
import dev.weakref.demo.pictures.OutOfSpaceException;
import dev.weakref.demo.pictures.PictureLibrary;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * The viewers that are open. Closing one drops the only reference it has to its picture.
 */
@Service
public class Viewers {

	private final Map<String, Viewer> viewers = new ConcurrentHashMap<>();

	private final AtomicLong numbers = new AtomicLong();

	private final PictureLibrary library;

	private final ViewersProperties properties;

	private final InstantSource clock;

	Viewers(PictureLibrary library, ViewersProperties properties, InstantSource clock) {
		this.library = library;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * The viewers that are open.
	 * @return the viewers, the oldest first
	 */
	public List<Viewer> open() {
		return this.viewers.values().stream().sorted(Comparator.comparing(Viewer::number)).toList();
	}

	Viewer open(String pictureName, boolean visitor) {
		if (this.viewers.size() >= this.properties.maximum()) {
			throw new OutOfSpaceException(this.properties.maximum()
					+ " viewers are open, those of visitors and other tabs included. Close one of them first.");
		}
		FoundPicture found = this.library.picture(pictureName);
		Viewer viewer = new Viewer(UUID.randomUUID().toString(), this.numbers.incrementAndGet(), visitor, found,
				this.clock.instant());
		this.viewers.put(viewer.id(), viewer);
		return viewer;
	}

	Viewer get(String id) {
		Viewer viewer = this.viewers.get(id);
		if (viewer == null) {
			throw new UnknownViewerException();
		}
		return viewer;
	}

	boolean close(String id) {
		return this.viewers.remove(id) != null;
	}

	/**
	 * Close all viewers, those of all browsers included.
	 */
	public void closeAll() {
		this.viewers.clear();
	}

	/**
	 * Note that some viewers are still on the screen.
	 * @return those that are no longer open
	 */
	List<String> seen(Collection<String> ids) {
		Instant now = this.clock.instant();
		return ids.stream().filter((id) -> {
			Viewer viewer = this.viewers.get(id);
			if (viewer != null) {
				viewer.seen(now);
			}
			return viewer == null;
		}).toList();
	}

	@Scheduled(fixedDelay = 1000)
	void closeAbandoned() {
		Instant now = this.clock.instant();
		this.viewers.values()
			.removeIf((viewer) -> !viewer.isVisitor() && !viewer.wasSeenWithin(this.properties.expireAfter(), now));
	}

}
