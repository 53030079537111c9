package dev.weakref.demo.pictures;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.weakref.cache.WeakCache;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The stores that the demo compares, one of which is in use. The bounded cache holds as
 * many pictures as the weak cache retains.
 */
@Component
public class PictureStores {

	private final Map<Keeping, PictureStore> stores = new EnumMap<>(Keeping.class);

	private volatile Keeping inUse = Keeping.WEAK;

	PictureStores(WeakCache<String, Picture> pictures,
			@Value("${weakref.caches.pictures.retain.maximum-size}") int maximum) {
		this.stores.put(Keeping.STRONG, new StrongMap());
		this.stores.put(Keeping.BOUNDED, new BoundedCache(maximum));
		this.stores.put(Keeping.WEAK, new WeaklyFound(pictures));
	}

	/**
	 * The classes of the stores, in the order of their kinds.
	 * @return the classes, each of which has a region of the name of its kind
	 */
	public List<Class<?>> types() {
		return this.stores.values().stream().<Class<?>>map(Object::getClass).toList();
	}

	/**
	 * The kind of the store in use.
	 * @return the kind
	 */
	public Keeping inUse() {
		return this.inUse;
	}

	/**
	 * Empty all stores, and use another one.
	 * @param keeping the kind of that store
	 */
	public void use(Keeping keeping) {
		this.inUse = keeping;
		this.stores.values().forEach(PictureStore::clear);
	}

	PictureStore current() {
		PictureStore store = this.stores.get(this.inUse);
		if (store == null) {
			throw new IllegalStateException("There is no store " + this.inUse);
		}
		return store;
	}

}
