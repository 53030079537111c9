package dev.weakref.demo.viewers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.weakref.cache.WeakCache;
import dev.weakref.demo.pictures.Keeping;
import dev.weakref.demo.pictures.Picture;
import dev.weakref.demo.pictures.PictureLibrary;
import dev.weakref.demo.pictures.PictureStores;
import dev.weakref.demo.pictures.TestPictures;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Visitors}, who come to each of the stores.
 */
class VisitorsTests {

	private static final int VISITS = 50;

	private static final ViewersProperties PROPERTIES = new ViewersProperties(24, Duration.ofSeconds(20),
			Duration.ofMillis(500));

	@TempDir
	private Path folder;

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final PictureStores stores = TestPictures
		.stores(WeakCache.<String, Picture>builder("pictures", this.reaper).build());

	private final SettableClock clock = new SettableClock();

	private PictureLibrary library;

	private Viewers viewers;

	private Visitors visitors;

	@BeforeEach
	void prepare() {
		TestPictures.write(this.folder,
				IntStream.range(0, 12).mapToObj((i) -> (char) ('a' + i) + ".jpg").toArray(String[]::new));
		this.library = TestPictures.library(this.folder, this.stores, this.reaper);
		this.viewers = new Viewers(this.library, PROPERTIES, this.clock);
		this.visitors = new Visitors(this.viewers, this.library, PROPERTIES, this.clock);
	}

	@Test
	void noneComesBeforeTheyAreAskedTo() {
		this.visitors.comeAndGo();
		assertThat(this.visitors.areComing()).isFalse();
		assertThat(this.viewers.open()).isEmpty();
	}

	@Test
	void theyComeOneAfterTheOtherUntilTheyAreToldToLeave() {
		this.visitors.come();
		this.visitors.comeAndGo();
		this.visitors.comeAndGo();
		assertThat(this.viewers.open()).hasSize(1).allMatch(Viewer::isVisitor);
		for (int i = 1; i < 1000; i++) {
			comeAndGo();
			assertThat(this.viewers.open()).hasSizeBetween(1, 8);
		}
		assertThat(this.visitors.areComing()).isTrue();
		assertThat(this.visitors.count()).isEqualTo(1000);

		this.visitors.leave();
		comeAndGo();
		assertThat(this.viewers.open()).isEmpty();
		assertThat(this.visitors.areComing()).isFalse();
	}

	@Test
	void theSameVisitorsComeToEachStore() {
		Visit strong = visit(Keeping.STRONG);
		Visit bounded = visit(Keeping.BOUNDED);
		Visit weak = visit(Keeping.WEAK);
		assertThat(bounded.opened).isEqualTo(strong.opened);
		assertThat(weak.opened).isEqualTo(strong.opened);
	}

	@Test
	void theMapHoldsAllPicturesAndDecodesEachOnce() {
		Visit strong = visit(Keeping.STRONG);
		assertThat(strong.decodes).isEqualTo(12);
		assertThat(strong.copies).isZero();
		this.visitors.leave();
		System.gc();
		assertThat(this.library.decodes()).hasSize(12).allSatisfy((decoded, held) -> assertThat(held).isTrue());
	}

	@Test
	void theBoundedCacheDecodesPicturesThatAreInUse() {
		Visit bounded = visit(Keeping.BOUNDED);
		assertThat(bounded.decodes).isGreaterThan(18);
		assertThat(bounded.copies).isPositive();
		assertThat(this.library.decodes().values().stream().filter((held) -> held)).hasSize(TestPictures.BOUND);
	}

	@Test
	void theWeakCacheNeverDecodesAPictureThatIsInUse() {
		Visit weak = visit(Keeping.WEAK);
		assertThat(weak.copies).isZero();
		assertThat(weak.decodes).isLessThan(visit(Keeping.BOUNDED).decodes);
	}

	@Test
	void aSwitchEmptiesEveryStore() {
		this.stores.use(Keeping.STRONG);
		Picture picture = this.library.picture("a.jpg").picture();
		assertThat(this.library.picture("a.jpg").picture()).isSameAs(picture);
		this.stores.use(Keeping.STRONG);
		assertThat(this.library.picture("a.jpg").picture()).isNotSameAs(picture);
	}

	private Visit visit(Keeping keeping) {
		this.visitors.leave();
		this.stores.use(keeping);
		this.visitors.come();
		Visit visit = new Visit();
		long last = -1;
		for (int i = 0; i < VISITS; i++) {
			comeAndGo();
			List<Viewer> open = this.viewers.open();
			Viewer newest = open.get(open.size() - 1);
			assertThat(newest.number()).isGreaterThan(last);
			last = newest.number();
			visit.opened.add(newest.picture().name());
			visit.decodes += newest.found().decoded() ? 1 : 0;
			long objects = open.stream().map(Viewer::picture).distinct().count();
			long pictures = open.stream().map((viewer) -> viewer.picture().name()).distinct().count();
			visit.copies = Math.max(visit.copies, objects - pictures);
		}
		return visit;
	}

	private void comeAndGo() {
		this.clock.advance(Duration.ofMillis(500));
		this.visitors.comeAndGo();
	}

	private static final class Visit {

		private final List<String> opened = new ArrayList<>();

		private int decodes;

		private long copies;

	}

}
