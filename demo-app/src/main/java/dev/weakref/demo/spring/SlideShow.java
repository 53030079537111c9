package dev.weakref.demo.spring;

import dev.weakref.spring.bean.Tracked;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;

import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.SessionScope;

/**
 * The slide show of a session. It puts itself on the billboard, and is not taken down
 * when the session ends.
 */
// tag::tracked[]
@Component
@SessionScope
@Tracked
class SlideShow {

	// end::tracked[]
	private final Billboard billboard;

	private final String name;

	SlideShow(Billboard billboard) {
		this.billboard = billboard;
		this.name = billboard.newName();
	}

	// tag::tracked[]
	@PostConstruct
	void announce() {
		this.billboard.add(this); // never removed
	}
	// end::tracked[]

	@PreDestroy
	void end() {
		this.billboard.ended(this);
	}

	String name() {
		return this.name;
	}
	// tag::tracked[]

}
// end::tracked[]
