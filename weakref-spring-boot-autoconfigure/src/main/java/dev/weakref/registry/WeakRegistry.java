package dev.weakref.registry;

import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.weakref.Registration;
import dev.weakref.directory.Directory;
import dev.weakref.directory.DirectoryHolder;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.WeakLink;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Finds objects without keeping them alive: the live instances of a type, the live
 * members of a group, the companion of an object, and the object of an id.
 * <p>
 * Objects are compared by identity. An object counts only under the type or group under
 * which it was registered, not under its supertypes. A constructor that also runs for
 * subclasses names its own type:
 *
 * <pre>{@code
 * registry.register(Basket.class, this);      // the last thing a constructor does
 * long open = registry.count(Basket.class);
 * registry.stream(Basket.class).forEach(Basket::reprice);
 * }</pre>
 *
 * Endpoint and meters show types, groups and companions by name; a name belongs to one of
 * them. A method that creates a group or companions throws a
 * {@link dev.weakref.directory.BlankNameException} if the name is empty or consists of
 * white space. A type shows from its first registration until it is unloaded, under its
 * class name, followed by {@code #2} and so on where several class loaders have a class
 * of that name. Queries create neither types nor groups.
 * <p>
 * Objects that are never collected, such as boxed numbers and enum constants, are
 * accepted; the log mentions them once for each type.
 * <p>
 * Safe for use by any number of threads. Arguments must not be {@code null}. After the
 * reaper has been closed a registry still works. It then drains when it is written to,
 * and observers are no longer told of collections.
 */
public final class WeakRegistry implements DirectoryHolder {

	private final MutableDirectory<ManagedGroup> directory;

	private final Observers observers;

	private final ObjectIds ids;

	private final TypeGroups types;

	private final NamedGroups named;

	/**
	 * Creates an empty registry.
	 * @param reaper drains the registry and calls its observers
	 */
	public WeakRegistry(Reaper reaper) {
		this.directory = new MutableDirectory<>(reaper);
		this.observers = new Observers(reaper);
		this.ids = new ObjectIds(reaper);
		this.types = new TypeGroups(this.directory, reaper, this.observers);
		this.named = new NamedGroups(this.directory, reaper, this.observers);
	}

	/**
	 * Registers an object under its class for as long as it lives.
	 * @param object the object
	 * @return whether it was not registered before
	 */
	public boolean register(Object object) {
		Object referent = OwnProxies.referent(Objects.requireNonNull(object, "'object' must not be null"));
		return this.types.<Object>get(referent.getClass()).register(referent);
	}

	/**
	 * Registers an object under a type for as long as it lives.
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
	 * Registers an object in a group for as long as it lives.
	 * @param group the name of the group, which is created if there is none
	 * @param object the object
	 * @return whether it was not registered before
	 * @throws DuplicateNameException if a type or companions have that name
	 */
	public boolean register(String group, Object object) {
		Objects.requireNonNull(group, "'group' must not be null");
		Objects.requireNonNull(object, "'object' must not be null");
		return group(group).register(object);
	}

	/**
	 * Ends the registration of an object under its class.
	 * @param object the object
	 * @return whether it was registered
	 */
	public boolean deregister(Object object) {
		Object referent = OwnProxies.referent(Objects.requireNonNull(object, "'object' must not be null"));
		WeakGroup<Object> group = this.types.find(referent.getClass());
		return group != null && group.deregister(referent);
	}

	/**
	 * Ends the registration of an object in a group.
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
	 * Counts the live objects that are registered under a type, one by one. O(capacity).
	 * @param type the type
	 * @return the number at some moment during the call
	 */
	public long count(Class<?> type) {
		WeakGroup<?> group = this.types.find(type);
		return (group != null) ? group.liveCount() : 0;
	}

	/**
	 * Counts the live objects that are registered in a group, one by one. O(capacity).
	 * @param group the name of the group
	 * @return the number at some moment during the call
	 */
	public long count(String group) {
		Objects.requireNonNull(group, "'group' must not be null");
		WeakGroup<?> members = this.named.findGroup(group);
		return (members != null) ? members.liveCount() : 0;
	}

	/**
	 * Returns the live objects that are registered under a type, see
	 * {@link WeakGroup#stream()}.
	 * @param type the type
	 * @param <T> the type
	 * @return a stream, which is to be used at once
	 */
	public <T> Stream<T> stream(Class<T> type) {
		WeakGroup<T> group = this.types.find(type);
		return (group != null) ? group.stream() : Stream.empty();
	}

	/**
	 * Returns the live objects that are registered in a group, see
	 * {@link WeakGroup#stream()}.
	 * @param group the name of the group
	 * @return a stream, which is to be used at once
	 */
	public Stream<Object> stream(String group) {
		Objects.requireNonNull(group, "'group' must not be null");
		WeakGroup<Object> members = this.named.findGroup(group);
		return (members != null) ? members.stream() : Stream.empty();
	}

	/**
	 * Returns the group of the objects that are registered under a type. Its methods save
	 * looking up the type each time.
	 * @param type the type
	 * @param <T> the type
	 * @return the one group of this type, empty if it is new
	 */
	public <T> WeakGroup<T> type(Class<T> type) {
		return this.types.get(type);
	}

	/**
	 * Returns a named group, and creates it if there is none. The registry holds it until
	 * it is {@linkplain #remove removed}.
	 * @param name its name
	 * @param <T> the type of objects, on which all users of a name agree
	 * @return the one group of this name
	 * @throws DuplicateNameException if a type or companions have that name
	 */
	public <T> WeakGroup<T> group(String name) {
		return this.named.group(name);
	}

	/**
	 * Removes a named group or companions from this registry, with all members. Their
	 * objects are not affected.
	 * @param name the name
	 * @return whether there was a group or were companions of that name
	 */
	public boolean remove(String name) {
		return this.named.remove(name);
	}

	/**
	 * Returns the companion of an object, and creates it if the object has none. An
	 * object has at most one of these companions, which lives as long as the object. Use
	 * {@link #companions} for several companions of one object, and for types that the
	 * compiler checks. {@link Companions} tells the rules for the factory.
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
	 * Returns the same as {@link #companionOf(Object, Function)}, for a companion that
	 * refers back to its object.
	 * @param object the object
	 * @param factory makes a companion, which may keep the link that it is given
	 * @param <T> the type of the object
	 * @param <C> the type of the companion
	 * @return the companion
	 * @throws CapturedReferentException if the companion is found to hold the object
	 */
	public <T, C> C companionWithLink(T object, Function<? super WeakLink<T>, ? extends C> factory) {
		return this.named.<T, C>companions().withLink(object, factory);
	}

	/**
	 * Returns the companions of one kind, which live as long as their objects.
	 * @param name the name of the kind
	 * @param <T> the type of objects, on which all users of a name agree
	 * @param <C> the type of companions, on which all users of a name agree
	 * @return the one instance of this name
	 * @throws DuplicateNameException if a type, a group or other companions have that
	 * name
	 */
	public <T, C> Companions<T, C> companions(String name) {
		return this.named.companions(name, false);
	}

	/**
	 * Returns the companions of one kind that are themselves held weakly. One that is no
	 * longer held elsewhere is collected, and created again when it is asked for. Such a
	 * companion may hold its object.
	 * @param name the name of the kind
	 * @param <T> the type of objects, on which all users of a name agree
	 * @param <C> the type of companions, on which all users of a name agree
	 * @return the one instance of this name
	 * @throws DuplicateNameException if a type, a group or other companions have that
	 * name
	 */
	public <T, C> Companions<T, C> weakCompanions(String name) {
		return this.named.companions(name, true);
	}

	/**
	 * Returns the id of an object, and gives it one if it has none. No other object ever
	 * gets the same id. Costs about 120 bytes.
	 * @param object the object
	 * @return its id, which is positive
	 */
	public long idOf(Object object) {
		Objects.requireNonNull(object, "'object' must not be null");
		return this.ids.idOf(OwnProxies.referent(object));
	}

	/**
	 * Returns the object of an id. O(1).
	 * @param id the id
	 * @return the object, or {@code null} if it has been collected, if the id was
	 * removed, or if it was never given out
	 */
	public @Nullable Object findById(long id) {
		return this.ids.findById(id);
	}

	/**
	 * Returns the object of an id, and throws if there is none. O(1).
	 * @param id the id
	 * @return the object
	 * @throws UnknownObjectException if the object has been collected, if the id was
	 * removed, or if it was never given out
	 */
	public Object getById(long id) {
		return this.ids.getById(id);
	}

	/**
	 * Removes the id of a live object. {@link #idOf} then gives the object a new one.
	 * @param id the id
	 * @return whether a live object had the id
	 */
	public boolean removeId(long id) {
		return this.ids.removeId(id);
	}

	/**
	 * Adds an observer. The observer receives all later registrations and collections in
	 * all types and groups, but not those of companions and ids.
	 * @param observer the observer, which is held strongly
	 * @return the registration, which removes the observer
	 */
	public Registration addObserver(RegistryObserver observer) {
		Objects.requireNonNull(observer, "'observer' must not be null");
		return this.observers.add(observer);
	}

	@Override
	public Directory<ManagedGroup> directory() {
		return this.directory;
	}

}
