package dev.weakref.demo.pictures;

import java.awt.image.BufferedImage;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PartTests {

	@Test
	void keepsToThePicture() {
		assertThat(new Part(-3, 9, 0.1, 0)).isEqualTo(new Part(0.5, 0.5, 1, 16));
		assertThat(new Part(0, 1, 4, 640)).isEqualTo(new Part(0.125, 0.875, 4, 640));
		assertThat(new Part(Double.NaN, Double.POSITIVE_INFINITY, Double.NaN, 640)).isEqualTo(Part.whole(640));
		assertThat(new Part(0.5, 0.5, 1e9, 1_000_000)).isEqualTo(new Part(0.5, 0.5, Part.MAXIMUM_ZOOM, 2400));
	}

	@Test
	void reducesToTheMeanOfThePixels() {
		BufferedImage image = TestPictures.image(64, 32, 0x000000);
		for (int y = 0; y < 32; y++) {
			for (int x = y % 2; x < 64; x += 2) {
				image.setRGB(x, y, 0xff8040);
			}
		}
		BufferedImage part = Part.whole(32).of(image);
		assertThat(part.getWidth()).isEqualTo(32);
		assertThat(part.getHeight()).isEqualTo(16);
		assertThat(part.getRGB(7, 9)).isEqualTo(0xff7f4020);
	}

	@Test
	void cutsOutAndNeverEnlarges() {
		BufferedImage image = TestPictures.image(64, 64, 0x000000);
		image.setRGB(48, 16, 0xffffff);
		BufferedImage part = new Part(0.75, 0.25, 4, 640).of(image);
		assertThat(part.getWidth()).isEqualTo(16);
		assertThat(part.getRGB(8, 8)).isEqualTo(0xffffffff);
	}

	@Test
	void copesWithTheSmallestPicture() {
		assertThat(new Part(0.9, 0.9, 16, 640).of(TestPictures.image(1, 1, 0xffffff)).getWidth()).isOne();
	}

}
