package dev.weakref.docs;

import java.util.concurrent.locks.Lock;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.lock.WeakLocks;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakRefs;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;

/**
 * The library in a program without Spring.
 */
public final class PlainMain {

	private PlainMain() {
	}

	// tag::main[]
	public static void main(String[] args) {
		try (Reaper reaper = Reaper.start()) { // is closed last
			Referents referents = new Referents(reaper);
			WeakRefs refs = new WeakRefs(referents);
			WeakRegistry registry = new WeakRegistry(reaper);
			WeakLocks locks = new WeakLocks(reaper);
			try (WeakCaches caches = new WeakCaches(reaper, (cache) -> {
			}); Signals signals = new Signals(reaper); Finalizers finalizers = new Finalizers(referents)) {
				WeakCache<String, Document> documents = caches.create("documents",
						(cache) -> cache.retain((tier) -> tier.maximumSize(100)));
				Document draft = documents.get("draft", Document::new);
				registry.register(Document.class, draft);
				finalizers.register(draft, "draft", (name) -> System.out.println(name + " is gone"));
				Signal<Object, String> saved = signals.create("saved");
				saved.connect(draft, Document::savedAs);
				save(saved, locks.lockFor(new DocumentLock("draft")));
				System.out.println(refs.ref(draft).isAlive() + " " + registry.count(Document.class) + " " + draft.file);
			}
		}
	}
	// end::main[]

	private static void save(Signal<Object, String> saved, Lock lock) {
		lock.lock();
		try {
			saved.send("draft.txt");
		}
		finally {
			lock.unlock();
		}
	}

	record DocumentLock(String name) {
	}

	private static final class Document {

		private String file;

		Document(String name) {
			this.file = name;
		}

		void savedAs(String file) {
			this.file = file;
		}

	}

}
