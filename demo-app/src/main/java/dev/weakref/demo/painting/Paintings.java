package dev.weakref.demo.painting;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * The paintings there are.
 */
public final class Paintings {

	private static final List<Work> WORKS = List.of(
			new Work("morning-above-the-fog", (seed) -> new Hills(morning(), 7, 0.75, seed)),
			new Work("frost-on-the-window",
					(seed) -> new JuliaSet(Palette.of(0x0b2545, 0x13507a, 0x4fa3c7, 0xbfe6f2, 0xf6fcff, 0x9bc7e0),
							0x081c36, -0.745 + 0.0002 * seed, 0.1135, 2.1, 0.4, 0.28)),
			new Work("the-last-ferry-home", EveningSea::new),
			new Work("ink-in-milk",
					(seed) -> new Ink(Palette.of(0x10243f, 0x2c5f86, 0xd9e3e4, 0xf7f1e6, 0xf0d9c0), 0x9c3d4a, 1.7, 0.25,
							seed)),
			new Work("island-nobody-found", IslandMap::new), new Work("lights-over-the-lake", NorthernLights::new),
			new Work("copper-dunes", (seed) -> new Hills(dunes(), 6, 0.12, seed)),
			new Work("where-stars-are-made", Nebula::new),
			new Work("the-long-blue-evening", (seed) -> new Hills(evening(), 8, 0.9, seed)),
			new Work("ember-garden",
					(seed) -> new JuliaSet(Palette.of(0x1a0b1e, 0x5a1433, 0xb5312f, 0xf08a3c, 0xfde2a2, 0x7d2a4d),
							0x12060f, -0.8, 0.156 + 0.00005 * seed, 2.0, 0.35, 0.02)),
			new Work("oil-on-a-rainy-street",
					(seed) -> new OilFilm(
							Palette.of(0x2b3a67, 0x2f8f9d, 0x7bd3b0, 0xf2d478, 0xee8a72, 0xb35a9b, 0x5a4a9c), seed)),
			new Work("full-moon-over-the-pass", (seed) -> new Hills(night(), 6, 1, seed)));

	private Paintings() {
	}

	/**
	 * The first paintings; after the last the motifs come again in other shapes.
	 * @param count how many
	 * @return paintings with titles of their own
	 */
	public static List<Painting> first(int count) {
		return IntStream.range(0, count).mapToObj(Paintings::painting).toList();
	}

	private static Painting painting(int index) {
		Work work = WORKS.get(index % WORKS.size());
		int round = index / WORKS.size();
		return new Painting(work.title() + ((round > 0) ? "-" + (round + 1) : ""), work.motif(), 11 + index);
	}

	private static Hills.Look morning() {
		return new Hills.Look(Palette.of(0x8fb8d8, 0xbcd3df, 0xf3dcc4, 0xffe3bd, 0xffd9a8), 0xffd08a, 0xa9b9c9,
				0x22343f, 0xf6e7d6, 0.86, 0.36, 0.05, 0);
	}

	private static Hills.Look evening() {
		return new Hills.Look(Palette.of(0x1d2b5e, 0x35508f, 0x6f86bb, 0xc39cb8, 0xf3b6a0), 0xffb7a0, 0x6f83b4,
				0x0c1630, 0x9fb0d6, 0.38, 0.47, 0.036, 0.5);
	}

	private static Hills.Look dunes() {
		return new Hills.Look(Palette.of(0x3f7d8c, 0x86b3ab, 0xe3d3a4, 0xf6c68a, 0xf2a469), 0xffdf9e, 0xe3a06a,
				0x6b2a1c, 0xf7c893, 1.02, 0.3, 0.06, 0);
	}

	private static Hills.Look night() {
		return new Hills.Look(Palette.of(0x050a1c, 0x0b1735, 0x17305c, 0x2b5080, 0x47729b), 0xcfdcf2, 0x35587f,
				0x04070f, 0x6f93b8, 0.92, 0.24, 0.062, 1);
	}

	/**
	 * A motif and what it is called.
	 */
	private record Work(String title, LongFunction<Motif> motif) {
	}

}
