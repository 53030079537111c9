package dev.weakref.demo.viewers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.weakref.demo.pictures.PictureException;
import dev.weakref.demo.pictures.PictureLibrary;
import dev.weakref.demo.pictures.PictureState;
import dev.weakref.demo.viewers.Visits.Visit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Visitors drop in when asked, look at the thumbnails, open a picture for a moment, and
 * leave. They come in the same order each time, until they are told to leave.
 */
@Service
public class Visitors {

	private static final Logger logger = LoggerFactory.getLogger(Visitors.class);

	/** The ids of viewers, each with the number of the visit at which it is closed. */
	private final Map<String, Integer> departures = new HashMap<>();

	private final Viewers viewers;

	private final PictureLibrary library;

	private final ViewersProperties properties;

	private final InstantSource clock;

	private Visits visits = new Visits();

	private Instant last = Instant.MIN;

	private volatile boolean coming;

	private volatile int count;

	Visitors(Viewers viewers, PictureLibrary library, ViewersProperties properties, InstantSource clock) {
		this.viewers = viewers;
		this.library = library;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Whether visitors come.
	 * @return whether they do
	 */
	public boolean areComing() {
		return this.coming;
	}

	/**
	 * How many visitors have come since they were last asked to.
	 * @return the number
	 */
	public int count() {
		return this.count;
	}

	/**
	 * Let the first visitors come, and then the others.
	 */
	public synchronized void come() {
		leave();
		this.visits = new Visits();
		this.last = Instant.MIN;
		this.count = 0;
		this.coming = true;
	}

	/**
	 * Let all visitors leave, and no other come.
	 */
	public synchronized void leave() {
		this.coming = false;
		this.departures.keySet().forEach(this.viewers::close);
		this.departures.clear();
	}

	@Scheduled(fixedDelay = 50)
	synchronized void comeAndGo() {
		Instant now = this.clock.instant();
		if (this.coming && !now.isBefore(this.last.plus(this.properties.visitEvery()))) {
			this.last = now;
			Visit visit = this.visits.next();
			this.count = visit.number() + 1;
			leave(visit.number());
			visit(visit);
		}
	}

	private void leave(int number) {
		this.departures.entrySet().removeIf((entry) -> {
			boolean leaves = entry.getValue() <= number;
			if (leaves) {
				this.viewers.close(entry.getKey());
			}
			return leaves;
		});
	}

	private void visit(Visit visit) {
		List<PictureState> pictures = this.library.states();
		if (pictures.isEmpty()) {
			return;
		}
		try {
			this.library.thumbnail(pictures.get(visit.thumbnail() % pictures.size()).name());
			Viewer viewer = this.viewers.open(pictures.get(visit.picture() % pictures.size()).name(), true);
			this.departures.put(viewer.id(), visit.leaves());
		}
		catch (PictureException ex) {
			logger.debug("A visitor saw nothing: {}", ex.getMessage());
		}
	}

}
