package dev.weakref.demo.spring;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.demo.viewers.PictureOpened;
import dev.weakref.spring.event.WeakEventListener;

import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/**
 * A guest, who is made by Spring, and remembers the pictures that were opened meanwhile.
 */
// tag::listeners[]
@Component
@Scope("prototype")
class Guest {

	// end::listeners[]
	private final List<String> seen = new ArrayList<>();

	// tag::listeners[]
	@WeakEventListener
	synchronized void look(PictureOpened event) {
		this.seen.add(event.picture());
	}

}
// end::listeners[]
