package dev.weakref.demo.live;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.weakref.demo.pictures.Decoded;
import dev.weakref.demo.pictures.PictureHolder;
import dev.weakref.demo.pictures.PictureLibrary;
import dev.weakref.demo.pictures.PictureState;
import dev.weakref.demo.pictures.Titles;
import dev.weakref.demo.viewers.Viewer;
import dev.weakref.demo.viewers.Viewers;

import org.springframework.stereotype.Component;

/**
 * Who holds which picture.
 */
@Component
class Holdings {

	private final PictureLibrary library;

	private final Viewers viewers;

	private final List<PictureHolder> holders;

	Holdings(PictureLibrary library, Viewers viewers, List<PictureHolder> holders) {
		this.library = library;
		this.viewers = viewers;
		this.holders = holders;
	}

	/**
	 * The viewers are read first, so the pictures that they hold are in memory.
	 */
	View view() {
		Map<Integer, List<Viewer>> viewers = this.viewers.open()
			.stream()
			.collect(Collectors.groupingBy((viewer) -> viewer.picture().decode()));
		Map<Decoded, Boolean> live = this.library.decodes();
		List<PictureState> states = this.library.states(live.keySet());
		Map<String, Integer> newest = states.stream()
			.collect(Collectors.toMap(PictureState::name, PictureState::decode));
		List<DecodeView> decodes = live.entrySet()
			.stream()
			.map((entry) -> view(entry.getKey(), entry.getValue(),
					viewers.getOrDefault(entry.getKey().number(), List.of()), newest))
			.toList();
		return new View(states.stream().map((state) -> view(state, decodes)).toList(), decodes);
	}

	private DecodeView view(Decoded decoded, boolean kept, List<Viewer> viewers, Map<String, Integer> newest) {
		String name = decoded.name();
		boolean isNewest = Integer.valueOf(decoded.number()).equals(newest.get(name));
		int others = (isNewest) ? this.holders.stream().mapToInt((holder) -> holder.holds(name)).sum() : 0;
		long visitors = viewers.stream().filter(Viewer::isVisitor).count();
		return new DecodeView(decoded.number(), name, Titles.of(name), decoded.bytes(), viewers.size() - visitors,
				visitors + others, kept);
	}

	private static PictureView view(PictureState state, List<DecodeView> decodes) {
		List<DecodeView> copies = decodes.stream().filter((decode) -> decode.name().equals(state.name())).toList();
		return new PictureView(state.name(), Titles.of(state.name()), state.live(), state.decode(), state.bytes(),
				copies.stream().mapToLong(DecodeView::viewers).sum(),
				copies.stream().mapToLong(DecodeView::visitors).sum(), copies.stream().anyMatch(DecodeView::kept),
				copies.size());
	}

	/**
	 * The pictures and their decodes.
	 *
	 * @param pictures all pictures
	 * @param decodes the decodes in memory, the oldest first
	 */
	record View(List<PictureView> pictures, List<DecodeView> decodes) {
	}

	/**
	 * A decode in memory and who holds it.
	 *
	 * @param number its number
	 * @param name the name of the picture
	 * @param title what to call it
	 * @param bytes how much memory it takes
	 * @param viewers how many viewers in browsers show it
	 * @param visitors how many visitors and others hold it
	 * @param kept whether the store holds it
	 */
	record DecodeView(int number, String name, String title, long bytes, long viewers, long visitors, boolean kept) {

		boolean isInUse() {
			return this.viewers + this.visitors > 0;
		}

	}

	/**
	 * A picture and who looks at it.
	 *
	 * @param name its name
	 * @param title what to call it
	 * @param live whether it is in memory
	 * @param decode its newest decode
	 * @param bytes how much memory that took
	 * @param viewers how many viewers in browsers show it
	 * @param visitors how many visitors and others hold it
	 * @param kept whether the store holds it
	 * @param copies how many decodes of it are in memory
	 */
	record PictureView(String name, String title, boolean live, int decode, long bytes, long viewers, long visitors,
			boolean kept, int copies) {
	}

}
