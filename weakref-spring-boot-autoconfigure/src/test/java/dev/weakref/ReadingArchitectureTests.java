package dev.weakref;

import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCache;
import dev.weakref.collection.ManagedCollection;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.WeakSet;
import dev.weakref.registry.ManagedGroup;
import dev.weakref.registry.WeakGroup;
import dev.weakref.signal.ManagedSignal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sizes, endpoint and meters ask references whether they are cleared, and not for the
 * object: under a concurrent collector that keeps it alive. Follows the calls within this
 * library, to every implementation of what is called.
 */
class ReadingArchitectureTests {

	private static final Set<String> QUESTIONS = Set.of("size", "isEmpty", "contains", "containsKey", "liveCount",
			"estimatedSize", "collectedCount", "expiredCount");

	private static final Set<String> CHANGES = Set.of("invalidateAll", "cleanUp", "clear", "clearAll");

	/**
	 * Readers drain dead entries and run no listener. Meters close registrations, but
	 * none of a receiver or listener.
	 */
	private static final Set<String> NOT_FOLLOWED = Set.of("DeadQueue.help", "OwnedRegistration.close");

	private static final JavaClasses classes = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.weakref");

	@Test
	void askingForSizesMakesNoReferentStrong() {
		Stream<JavaCodeUnit> questions = methods(ReferenceMap.class, WeakCache.class, WeakSet.class, WeakGroup.class)
			.filter((method) -> QUESTIONS.contains(method.getName()));
		// Two objects cannot be compared without having them; and the key of a node that
		// has left the table under a walk tells whether it has a successor. A weak proxy
		// as the argument stands for its object, which is needed to look for it
		assertThat(whoGetsReferents(questions)).containsExactlyInAnyOrder("EqualWeakKeyTable.matches",
				"NodeWalk.successor", "ProxyHandler.object");
	}

	@Test
	void endpointAndMetersMakeNoReferentStrong() {
		Stream<JavaCodeUnit> managed = methods(ManagedCache.class, ManagedCollection.class, ManagedGroup.class,
				ManagedSignal.class);
		Stream<JavaCodeUnit> views = classes.stream()
			.filter((type) -> type.getPackageName().matches("dev\\.weakref\\.boot\\.(actuate|metrics)"))
			.flatMap((type) -> type.getCodeUnits().stream());
		// What a view refers to weakly is the array of slots. Keys are asked for where
		// only values are weak, values where only keys are. A meter that an application
		// made itself needs the object it measures, which a weak proxy may stand for.
		assertThat(whoGetsReferents(Stream.concat(managed, views))).containsExactlyInAnyOrder("TableView.liveCount",
				"NodeWalk.successor", "NodeWalk.sum", "NodeWalk.value", "ReferenceMap.forEachKey", "WeakMeter.value",
				"ProxyHandler.object");
	}

	private static Stream<JavaCodeUnit> methods(Class<?>... types) {
		return Stream.of(types).map(classes::get).flatMap(ReadingArchitectureTests::methods);
	}

	/**
	 * The methods of a type with their implementations in its subclasses, but not those
	 * in other subclasses of its superclasses.
	 */
	private static Stream<JavaCodeUnit> methods(JavaClass type) {
		return type.getAllMethods()
			.stream()
			.flatMap(ReadingArchitectureTests::implementations)
			.filter((unit) -> unit.getOwner().isAssignableTo(type.getName())
					|| type.isAssignableTo(unit.getOwner().getName()));
	}

	private static Set<String> whoGetsReferents(Stream<JavaCodeUnit> roots) {
		Deque<JavaCodeUnit> ahead = new ArrayDeque<>();
		Set<JavaCodeUnit> seen = new HashSet<>();
		roots.filter((root) -> !CHANGES.contains(root.getName())).filter(seen::add).forEach(ahead::push);
		assertThat(ahead).isNotEmpty();
		Set<String> found = new TreeSet<>();
		while (!ahead.isEmpty()) {
			JavaCodeUnit unit = ahead.pop();
			for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
				if (makesStrong(access)) {
					found.add(name(unit));
				}
				else {
					targets(access).filter((target) -> !NOT_FOLLOWED.contains(name(target)))
						.filter(seen::add)
						.forEach(ahead::push);
				}
			}
		}
		return found;
	}

	private static String name(JavaCodeUnit unit) {
		return unit.getOwner().getSimpleName() + "." + unit.getName();
	}

	private static boolean makesStrong(JavaAccess<?> access) {
		JavaClass owner = access.getTargetOwner();
		String name = access.getName();
		return access.getTarget() instanceof CodeUnitAccessTarget && (owner.isAssignableTo(Reference.class)
				&& name.equals("get")
				|| owner.isAssignableTo("dev.weakref.collection.Node") && (name.equals("key") || name.equals("value")));
	}

	private static Stream<JavaCodeUnit> targets(JavaAccess<?> access) {
		return (classes.contain(access.getTargetOwner().getName())
				&& access.getTarget() instanceof CodeUnitAccessTarget target)
						? target.resolveMember().stream().flatMap(ReadingArchitectureTests::implementations)
						: Stream.empty();
	}

	private static Stream<JavaCodeUnit> implementations(JavaCodeUnit unit) {
		List<String> parameters = unit.getRawParameterTypes().stream().map(JavaClass::getName).toList();
		return Stream.concat(Stream.of(unit), unit.getOwner()
			.getAllSubclasses()
			.stream()
			.flatMap((type) -> type.getCodeUnits().stream())
			.filter((other) -> other.getName().equals(unit.getName())
					&& other.getRawParameterTypes().stream().map(JavaClass::getName).toList().equals(parameters)));
	}

}
