package dev.weakref.demo;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.weakref.demo.pictures.TestPictures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the requests of the cards, over HTTP.
 */
@SpringBootTest(properties = { "demo.pictures.folder=target/mvc-pictures", "demo.viewers.maximum=3" })
@AutoConfigureMockMvc
class CardsTests {

	@Autowired
	private MockMvcTester mvc;

	@BeforeAll
	static void writePictures() {
		TestPictures.write(Path.of("target/mvc-pictures"), "a b.jpg", "ü.png");
	}

	@Test
	void thereAreSevenCardsInTheOrderOfThePage() {
		assertThat(this.mvc.get().uri("/live?cards=true")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.cards")
			.asMap()
			.containsOnlyKeys("cacheable", "memoized", "tracked", "unused", "listeners", "locks", "meters");
	}

	@ParameterizedTest
	@CsvSource({ "cacheable, 0, Swatches, @Cacheable", "memoized, 0, Frames, @Memoized",
			"tracked, 0, SlideShow, @Tracked", "unused, 0, Print, @DestroyWhenUnused",
			"listeners, 0, Guest, @WeakEventListener", "listeners, 1, GuestCard, this.listeners.on(",
			"locks, 0, StampLock, record StampLock", "locks, 1, Stamps, this.locks.lockFor(",
			"meters, 0, RoomCard, this.meters.of(" })
	void eachShowsLinesOfItsSource(String card, int index, String type, String line) throws Exception {
		String source = Files.readString(Path.of("src/main/java/dev/weakref/demo/spring/" + type + ".java"));
		assertThat(this.mvc.get().uri("/cards/code")).hasStatusOk()
			.bodyJson()
			.extractingPath("$." + card + "[" + index + "]")
			.asMap()
			.containsEntry("file", type + ".java")
			.hasEntrySatisfying("code",
					(code) -> assertThat(code.toString().lines()).hasSizeLessThanOrEqualTo(12)
						.anyMatch((each) -> each.contains(line))
						.noneMatch((each) -> each.contains("::" + card))
						.allSatisfy((each) -> assertThat(source).contains(each.strip())));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/cards/cacheable/unknown", "/cards/unknown/use", "/cards/cacheable/USE" })
	void knowsNoOtherButtons(String uri) {
		assertThat(this.mvc.post().uri(uri)).hasStatus(HttpStatus.NOT_FOUND)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("There is no such card, or it has no such button.");
	}

	@Test
	void theNumberOfPicturesIsLimited() {
		for (int i = 0; i < 12; i++) {
			assertThat(this.mvc.post().uri("/cards/meters/use")).hasStatus(HttpStatus.NO_CONTENT);
		}
		assertThat(this.mvc.post().uri("/cards/meters/use")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(this.mvc.get().uri("/live?cards=true")).bodyJson()
			.extractingPath("$.cards.meters")
			.asArray()
			.hasSize(12);
		assertThat(this.mvc.delete().uri("/cards")).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(this.mvc.get().uri("/live?cards=true")).bodyJson()
			.extractingPath("$.cards.meters[*].holders")
			.asArray()
			.allSatisfy((holders) -> assertThat(holders).isEqualTo(0));
	}

	@Test
	void theGalleryKnowsThatAPictureOnTheWallIsHeld() {
		assertThat(this.mvc.post().uri("/cards/memoized/use")).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(this.mvc.get().uri("/live")).bodyJson()
			.extractingPath("$.pictures[?(@.visitors == 1)].live")
			.asArray()
			.containsExactly(true);
		assertThat(this.mvc.delete().uri("/cards")).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(this.mvc.get().uri("/live")).bodyJson()
			.extractingPath("$.pictures[?(@.visitors == 1)]")
			.asArray()
			.isEmpty();
	}

	@Test
	void noPictureHangsOnTheWallWhenVisitorsComeToAnotherStore() {
		// One of the three files may be damaged
		for (int i = 0; i < 3; i++) {
			this.mvc.post().uri("/cards/memoized/use").exchange();
		}
		assertThat(this.mvc.get().uri("/live")).bodyJson()
			.extractingPath("$.pictures[?(@.visitors > 0)]")
			.asArray()
			.isNotEmpty();
		assertThat(this.mvc.post().uri("/comparison/WEAK")).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(this.mvc.delete().uri("/viewers/visitors")).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(this.mvc.get().uri("/live")).bodyJson()
			.extractingPath("$.pictures[?(@.visitors > 0)]")
			.asArray()
			.isEmpty();
	}

	@Test
	void aPrintThatIsNotHeldCannotBeShared() {
		assertThat(this.mvc.post().uri("/cards/unused/share")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("Nobody has a print. Make one first.");
	}

}
