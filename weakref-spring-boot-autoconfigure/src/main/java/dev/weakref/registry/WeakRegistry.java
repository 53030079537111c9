package dev.weakref.registry;

import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.weakref.Registration;
import dev.weakref.directory.Directory;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.WeakLink;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Knows objects without keeping them alive: which instances of a type or members of a
 * group are live, which companion belongs to an object, which object an id was given to.
 * <p>
 * Everything goes by identity. An object counts under the type or group it was registered
 * under and under no other, not under its supertypes; a constructor that is to register
 * the instances of subclasses too names its own type:
 *
 * <pre>{@code
 * registry.register(Basket.class, this);      // the last thing a constructor does
 * long open = registry.count(Basket.class);
 * registry.stream(Basket.class).forEach(Basket::reprice);
 * }</pre>
 *
 * Types, groups and companions show by name in endpoint and meters; all names are of one
 * space. A type shows from its first registration until it is unloaded, under its class
 * name, followed by {@code #2} and so on where several class loaders have one of that
 * name. Asking about a name or a type that nobody has registered anything under creates
 * nothing.
 * <p>
 * Objects of kinds that are never collected, such as boxed numbers and enum constants,
 * are taken, and mentioned in the log once for each type.
 * <p>
 * Safe for use by any number of threads. Arguments must not be {@code null}. After the
 * reaper has been closed a registry still works; it then drains as it is written to, and
 * observers are no longer told of collections.
 */
public final class WeakRegistry {

	private final MutableDirectory<ManagedGroup> directory;

	private final Observers observers;

	private final ObjectIds ids;

	private final TypeGroups types;

	private final NamedGroups named;

	/**
	 * Create an empty registry.
	 * @param reaper drains it and tells its observers
	 */
	public WeakRegistry(Reaper reaper) {
		this.directory = new MutableDirectory<>(reaper);
		this.observers = new Observers(reaper);
		this.ids = new ObjectIds(reaper);
		this.types = new TypeGroups(this.directory, reaper, this.observers);
		this.named = new NamedGroups(this.directory, reaper, this.observers);
	}

	/**
	 * Register an object under its class for as long as it lives.
	 * @param object the object
	 * @return whether it was not registered before
	 */
	public boolean register(Object object) {
		Object referent = OwnProxies.referent(Objects.requireNonNull(object, "'object' must not be null"));
		return this.types.<Object>get(referent.getClass()).register(referent);
	}

	/**
	 * Register an object under a type for as long as it lives.
	 * @param type its class, a superclass or an interface
	 * @param object the object
	 * @param <T> the type
	 * @return whether it was not registered before
	 */
	public <T> boolean register(Class<T> type, T object) {
		Objects.requireNonNull(object, "'object' must not be null");
		return this.types.get(type).register(object);
	}

	/**
	 * Register an object in a group for as long as it lives.
	 * @param group the name of the group, which is made if there is none
	 * @param object the object
	 * @return whether it was not registered before
	 * @throws DuplicateNameException if there are companions of that name
	 */
	public boolean register(String group, Object object) {
		Objects.requireNonNull(group, "'group' must not be null");
		Objects.requireNonNull(object, "'object' must not be null");
		return group(group).register(object);
	}

	/**
	 * End the registration of an object under its class.
	 * @param object the object
	 * @return whether it was registered
	 */
	public boolean deregister(Object object) {
		Object referent = OwnProxies.referent(Objects.requireNonNull(object, "'object' must not be null"));
		WeakGroup<Object> group = this.types.find(referent.getClass());
		return group != null && group.deregister(referent);
	}

	/**
	 * End the registration of an object in a group.
	 * @param group the name of the group
	 * @param object the object
	 * @return whether it was registered
	 */
	public boolean deregister(String group, Object object) {
		Objects.requireNonNull(group, "'group' must not be null");
		Objects.requireNonNull(object, "'object' must not be null");
		WeakGroup<Object> members = this.named.findGroup(group);
		return members != null && members.deregister(object);
	}

	/**
	 * How many live objects are registered under a type, counted one by one. O(capacity).
	 * @param type the type
	 * @return the number at some moment during the call
	 */
	public long count(Class<?> type) {
		WeakGroup<?> group = this.types.find(type);
		return (group != null) ? group.liveCount() : 0;
	}

	/**
	 * How many live objects are registered in a group, counted one by one. O(capacity).
	 * @param group the name of the group
	 * @return the number at some moment during the call
	 */
	public long count(String group) {
		Objects.requireNonNull(group, "'group' must not be null");
		WeakGroup<?> members = this.named.findGroup(group);
		return (members != null) ? members.liveCount() : 0;
	}

	/**
	 * The live objects that are registered under a type, see {@link WeakGroup#stream()}.
	 * @param type the type
	 * @param <T> the type
	 * @return a stream, which is to be used at once
	 */
	public <T> Stream<T> stream(Class<T> type) {
		WeakGroup<T> group = this.types.find(type);
		return (group != null) ? group.stream() : Stream.empty();
	}

	/**
	 * The live objects that are registered in a group, see {@link WeakGroup#stream()}.
	 * @param group the name of the group
	 * @return a stream, which is to be used at once
	 */
	public Stream<Object> stream(String group) {
		Objects.requireNonNull(group, "'group' must not be null");
		WeakGroup<Object> members = this.named.findGroup(group);
		return (members != null) ? members.stream() : Stream.empty();
	}

	/**
	 * The objects registered under a type, for registering and asking without looking the
	 * type up again.
	 * @param type the type
	 * @param <T> the type
	 * @return the one group of this type, empty if it is new
	 */
	public <T> WeakGroup<T> type(Class<T> type) {
		return this.types.get(type);
	}

	/**
	 * A named group, made if there is none. The registry holds it until it is
	 * {@linkplain #remove removed}.
	 * @param name its name
	 * @param <T> the type of objects, on which all users of a name agree
	 * @return the one group of this name
	 * @throws DuplicateNameException if a type or companions have that name
	 */
	public <T> WeakGroup<T> group(String name) {
		return this.named.group(name);
	}

	/**
	 * Forget a named group, or companions, with all members. Objects live on.
	 * @param name the name
	 * @return whether there was a group or were companions of that name
	 */
	public boolean remove(String name) {
		return this.named.remove(name);
	}

	/**
	 * The companion of an object, made now if it has none: at most one for each object,
	 * gone with it. These companions are one kind, of whichever type comes first; for
	 * several kinds, and for types that the compiler checks, use {@link #companions}.
	 * What holds for the factory is told at {@link Companions}.
	 * @param object the object
	 * @param factory makes a companion that does not hold the object
	 * @param <T> the type of the object
	 * @param <C> the type of the companion
	 * @return the companion
	 * @throws CapturedReferentException if the companion is found to hold the object
	 */
	public <T, C> C companionOf(T object, Function<? super T, ? extends C> factory) {
		return this.named.<T, C>companions().of(object, factory);
	}

	/**
	 * The same as {@link #companionOf(Object, Function)}, for a companion that is to
	 * refer back to its object.
	 * @param object the object
	 * @param factory makes a companion that may keep the link it is given
	 * @param <T> the type of the object
	 * @param <C> the type of the companion
	 * @return the companion
	 * @throws CapturedReferentException if the companion is found to hold the object
	 */
	public <T, C> C companionWithLink(T object, Function<? super WeakLink<T>, ? extends C> factory) {
		return this.named.<T, C>companions().withLink(object, factory);
	}

	/**
	 * Companions of one kind, which live as long as their objects.
	 * @param name the name of the kind
	 * @param <T> the type of objects, on which all users of a name agree
	 * @param <C> the type of companions, on which all users of a name agree
	 * @return the one instance of this name
	 * @throws DuplicateNameException if something else has that name
	 */
	public <T, C> Companions<T, C> companions(String name) {
		return this.named.companions(name, false);
	}

	/**
	 * Companions of one kind, which live only as long as they and their objects are held:
	 * one that nobody uses any more is forgotten and made anew when it is asked for. Such
	 * a companion may hold its object.
	 * @param name the name of the kind
	 * @param <T> the type of objects, on which all users of a name agree
	 * @param <C> the type of companions, on which all users of a name agree
	 * @return the one instance of this name
	 * @throws DuplicateNameException if something else has that name
	 */
	public <T, C> Companions<T, C> weakCompanions(String name) {
		return this.named.companions(name, true);
	}

	/**
	 * Give an object an id by which it can be found while it lives. An object that has
	 * one keeps it; no other object is ever given the same. About 120 bytes.
	 * @param object the object
	 * @return its id, which is positive
	 */
	public long remember(Object object) {
		Objects.requireNonNull(object, "'object' must not be null");
		return this.ids.remember(OwnProxies.referent(object));
	}

	/**
	 * The object that was given an id.
	 * @param id the id
	 * @return the object, or {@code null} if it has been collected or forgotten, or if
	 * the id was never given out
	 */
	public @Nullable Object find(long id) {
		return this.ids.find(id);
	}

	/**
	 * The object that was given an id and has to be there.
	 * @param id the id
	 * @return the object
	 * @throws UnknownObjectException if it has been collected or forgotten, or if the id
	 * was never given out
	 */
	public Object require(long id) {
		return this.ids.require(id);
	}

	/**
	 * Make an id worthless while its object lives. Remembered again, the object gets a
	 * new one.
	 * @param id the id
	 * @return whether there was a live object of that id
	 */
	public boolean forget(long id) {
		return this.ids.forget(id);
	}

	/**
	 * Tell an observer of all registrations and collections from now on, whatever the
	 * type or group; companions and ids are not reported.
	 * @param observer the observer, which is held strongly
	 * @return to stop telling it
	 */
	public Registration addObserver(RegistryObserver observer) {
		Objects.requireNonNull(observer, "'observer' must not be null");
		return this.observers.add(observer);
	}

	/**
	 * What meters and endpoint see of types, groups and companions, which can be held
	 * without holding them.
	 * @return the directory
	 */
	public Directory<ManagedGroup> directory() {
		return this.directory;
	}

}
