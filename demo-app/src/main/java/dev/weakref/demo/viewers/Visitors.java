package dev.weakref.demo.viewers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

import dev.weakref.demo.pictures.PictureException;
import dev.weakref.demo.pictures.PictureLibrary;
import dev.weakref.demo.pictures.PictureState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * People who drop in when asked, look at the thumbnails, open a picture for a moment, and
 * leave.
 */
@Service
public class Visitors {

	private static final Logger logger = LoggerFactory.getLogger(Visitors.class);

	private static final int AT_ONCE = 8;

	private final Map<String, Instant> departures = new ConcurrentHashMap<>();

	private final Random random = new Random();

	private final Viewers viewers;

	private final PictureLibrary library;

	private final ViewersProperties properties;

	private final InstantSource clock;

	private volatile Instant end = Instant.MIN;

	Visitors(Viewers viewers, PictureLibrary library, ViewersProperties properties, InstantSource clock) {
		this.viewers = viewers;
		this.library = library;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * How long they will keep coming.
	 * @return the time, zero if there are no visitors
	 */
	public Duration remaining() {
		Instant now = this.clock.instant();
		return (this.end.isAfter(now)) ? Duration.between(now, this.end) : Duration.ZERO;
	}

	void come() {
		this.end = this.clock.instant().plus(this.properties.visitFor());
	}

	@Scheduled(fixedDelay = 150)
	void comeAndGo() {
		Instant now = this.clock.instant();
		boolean visitingTime = now.isBefore(this.end);
		this.departures.forEach((id, departure) -> {
			if (!visitingTime || departure.isBefore(now)) {
				this.departures.remove(id);
				this.viewers.close(id);
			}
		});
		if (visitingTime) {
			visit(now);
		}
	}

	private void visit(Instant now) {
		List<PictureState> pictures = this.library.states();
		if (pictures.isEmpty()) {
			return;
		}
		try {
			this.library.thumbnail(pictures.get(this.random.nextInt(pictures.size())).name());
			if (this.departures.size() < AT_ONCE) {
				// A few are popular, so that visitors meet at the same picture.
				int index = (int) (pictures.size() * Math.pow(this.random.nextDouble(), 2));
				Viewer viewer = this.viewers.open(pictures.get(index).name(), true);
				this.departures.put(viewer.id(), now.plusMillis(500 + this.random.nextInt(2500)));
			}
		}
		catch (PictureException ex) {
			logger.debug("A visitor saw nothing: {}", ex.getMessage());
		}
	}

}
