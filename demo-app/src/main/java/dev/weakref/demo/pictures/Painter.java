package dev.weakref.demo.pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.demo.painting.Painting;
import dev.weakref.demo.painting.Paintings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Fills an empty folder with pictures, in the background. A folder that has pictures of
 * another origin is left alone.
 */
@Component
public class Painter implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(Painter.class);

	private final PictureFolder folder;

	private final PicturesProperties properties;

	private final AtomicLong rows = new AtomicLong();

	private volatile int painted;

	private volatile int total;

	private volatile boolean active;

	private volatile @Nullable String current;

	private volatile @Nullable String problem;

	private volatile @Nullable Thread thread;

	Painter(PictureFolder folder, PicturesProperties properties) {
		this.folder = folder;
		this.properties = properties;
	}

	/**
	 * How far it is.
	 * @return the progress
	 */
	public PaintingProgress progress() {
		double all = (double) this.total * this.properties.height();
		double share = (this.active && all > 0) ? Math.min(1, this.rows.get() / all) : 1;
		return new PaintingProgress(this.active, this.painted, this.total, share, this.current, this.problem);
	}

	@EventListener(ApplicationReadyEvent.class)
	void start() {
		List<Painting> missing = missing();
		if (!missing.isEmpty()) {
			this.total = missing.size();
			this.active = true;
			Thread thread = new Thread(() -> paint(missing), "painter");
			thread.setDaemon(true);
			thread.setPriority(Thread.MIN_PRIORITY);
			this.thread = thread;
			thread.start();
		}
	}

	@Override
	public void destroy() {
		Thread thread = this.thread;
		if (thread != null) {
			thread.interrupt();
		}
	}

	private List<Painting> missing() {
		List<Painting> paintings = Paintings.first(this.properties.count());
		Set<String> present = new HashSet<>(this.folder.names());
		Set<String> ours = new HashSet<>(paintings.stream().map(Painter::fileName).toList());
		boolean othersToo = present.stream().anyMatch((name) -> !ours.contains(name));
		return (othersToo) ? List.of()
				: paintings.stream().filter((painting) -> !present.contains(fileName(painting))).toList();
	}

	private void paint(List<Painting> paintings) {
		long start = System.nanoTime();
		try {
			for (Painting painting : paintings) {
				if (Thread.currentThread().isInterrupted()) {
					return;
				}
				this.current = Titles.of(painting.title());
				BufferedImage image = painting.paint(this.properties.width(), this.properties.height(),
						this.rows::incrementAndGet);
				this.folder.add(fileName(painting), image);
				this.painted++;
			}
			logger.info("Painted {} pictures into {} in {} s", paintings.size(), this.folder.path(),
					(System.nanoTime() - start) / 1_000_000_000);
		}
		catch (ClosedByInterruptException ex) {
			logger.debug("The painting was interrupted");
		}
		catch (IOException ex) {
			this.problem = "The pictures cannot be written to the folder " + this.folder.path()
					+ ". Make it writable, or set demo.pictures.folder to another one.";
			logger.warn("{}", this.problem, ex);
		}
		catch (OutOfMemoryError ex) {
			this.problem = "There is not enough memory to paint. Start with a larger heap, "
					+ "or set demo.pictures.width and demo.pictures.height to less.";
			logger.warn("{}", this.problem, ex);
		}
		finally {
			this.current = null;
			this.active = false;
		}
	}

	private static String fileName(Painting painting) {
		return painting.title() + ".jpg";
	}

}
