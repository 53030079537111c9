package dev.weakref.docs;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.spring.bean.Tracked;

import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.SessionScope;

// tag::tracked[]
@Component
@SessionScope
@Tracked
class Basket {

	private final List<String> items = new ArrayList<>();

	void add(String item) {
		this.items.add(item);
	}

	List<String> items() {
		return this.items;
	}

}
// end::tracked[]
