package dev.weakref.demo.spring;

import java.util.List;
import java.util.Map;

import dev.weakref.demo.card.Card;
import dev.weakref.demo.card.Thing;
import jakarta.servlet.http.HttpSession;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * {@code @Tracked}: slide shows whose sessions end while a list still holds them.
 */
@Component
@Order(4)
class SlideShowCard implements Card {

	private final SlideShow slideShow;

	private final Billboard billboard;

	private final HttpSession session;

	SlideShowCard(SlideShow slideShow, Billboard billboard, HttpSession session) {
		this.slideShow = slideShow;
		this.billboard = billboard;
		this.session = session;
	}

	@Override
	public String name() {
		return "tracked";
	}

	@Override
	public List<Class<?>> sources() {
		return List.of(SlideShow.class);
	}

	@Override
	public Map<String, Runnable> actions() {
		return Map.of("use", this.slideShow::name, "end", this.session::invalidate, "let-go", this.billboard::clear);
	}

	@Override
	public List<Thing> things() {
		return this.billboard.things();
	}

	@Override
	public void letGoOfAll() {
		this.session.invalidate();
		this.billboard.clear();
	}

}
