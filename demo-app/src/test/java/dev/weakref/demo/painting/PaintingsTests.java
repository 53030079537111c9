package dev.weakref.demo.painting;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PaintingsTests {

	@Test
	void titlesAreDistinctAndCanNameFiles() {
		List<String> titles = Paintings.first(40).stream().map(Painting::title).toList();
		assertThat(titles).doesNotHaveDuplicates().allMatch((title) -> title.matches("[a-z0-9-]+"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 })
	void looksTheSameEachTimeAndHasManyColours(int index) {
		Painting painting = Paintings.first(12).get(index);
		int[] pixels = pixels(painting.paint(80, 60, () -> {
		}));
		assertThat(pixels).isEqualTo(pixels(painting.paint(80, 60, () -> {
		})));
		assertThat(Arrays.stream(pixels).distinct().count()).isGreaterThan(300);
	}

	@Test
	void tellsOfEachRow() {
		AtomicInteger rows = new AtomicInteger();
		Paintings.first(1).get(0).paint(8, 6, rows::incrementAndGet);
		assertThat(rows).hasValue(6);
	}

	@Test
	void motifsThatComeAgainLookDifferent() {
		List<Painting> paintings = Paintings.first(13);
		Painting again = paintings.get(12);
		assertThat(again.title()).isEqualTo(paintings.get(0).title() + "-2");
		assertThat(pixels(again.paint(40, 30, () -> {
		}))).isNotEqualTo(pixels(paintings.get(0).paint(40, 30, () -> {
		})));
	}

	private static int[] pixels(BufferedImage image) {
		return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
	}

}
