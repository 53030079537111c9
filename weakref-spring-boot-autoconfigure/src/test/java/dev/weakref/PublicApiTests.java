package dev.weakref;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes each change of what applications can use a decision.
 */
class PublicApiTests {

	private static final Path LISTING = Path.of("src/api/public-api.txt");

	private static final List<JavaClass> api = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.weakref")
		.stream()
		.filter(PublicApiTests::isUsable)
		.sorted(Comparator.comparing(JavaClass::getName))
		.toList();

	private static final Set<String> OF_RECORDS = Set.of("equals", "hashCode", "toString");

	@Test
	void theListingOfThePublicApiIsUpToDate() throws IOException {
		String actual = listing();
		Path found = Files.writeString(Path.of("target/public-api.txt"), actual);
		assertThat(actual).as("the public API. If the change is intended: cp %s %s", found, LISTING)
			.isEqualTo(Files.readString(LISTING));
	}

	@Test
	void typesOfUsersExposeNoInternalTypes() {
		List<String> exposed = new ArrayList<>();
		for (JavaClass type : api) {
			Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
				.filter((parent) -> parent.isAnnotatedWith(Internal.class) && addsToApi(parent, type))
				.forEach((parent) -> exposed.add(type.getName() + " extends " + parent.getName()));
			members(type)
				.filter((member) -> member.getAllInvolvedRawTypes()
					.stream()
					.anyMatch((involved) -> isOurs(involved) && !isUsable(involved)))
				.forEach((member) -> exposed.add(member.getFullName()));
		}
		assertThat(exposed).isEmpty();
	}

	@Test
	void documentsAndExamplesUseWhatApplicationsCanUse() {
		noClasses().should()
			.dependOnClassesThat()
			.areAnnotatedWith(Internal.class)
			.check(new ClassFileImporter().importPackages("dev.weakref.docs", "dev.weakref.examples"));
	}

	private static String listing() {
		return api.stream()
			.map(PublicApiTests::describe)
			.collect(Collectors.joining("\n", "# " + api.size() + " types that applications can use\n\n", ""));
	}

	/**
	 * A nested type can be used if those around it can.
	 */
	private static boolean isUsable(JavaClass type) {
		JavaClass component = type.getBaseComponentType();
		boolean visible = component.getModifiers().contains(JavaModifier.PUBLIC)
				|| component.getModifiers().contains(JavaModifier.PROTECTED);
		return visible && !component.isAnnotatedWith(Internal.class) && !component.isEquivalentTo(Internal.class)
				&& !component.getSimpleName().equals("package-info")
				&& component.getEnclosingClass().map(PublicApiTests::isUsable).orElse(true);
	}

	/**
	 * An internal supertype adds nothing if its public methods are internal in the type.
	 */
	private static boolean addsToApi(JavaClass parent, JavaClass type) {
		return parent.getMethods()
			.stream()
			.filter((method) -> method.getModifiers().contains(JavaModifier.PUBLIC))
			.anyMatch((method) -> type.getMethods()
				.stream()
				.noneMatch((own) -> own.getName().equals(method.getName()) && own.isAnnotatedWith(Internal.class)));
	}

	private static boolean isOurs(JavaClass type) {
		return type.getBaseComponentType().getPackageName().startsWith("dev.weakref");
	}

	private static Stream<JavaMember> members(JavaClass type) {
		return type.getMembers()
			.stream()
			.filter((member) -> isVisible(member.getModifiers()) && !member.isAnnotatedWith(Internal.class))
			.filter((member) -> !type.isRecord() || !OF_RECORDS.contains(member.getName()));
	}

	private static boolean isVisible(Set<JavaModifier> modifiers) {
		return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
				&& !modifiers.contains(JavaModifier.SYNTHETIC);
	}

	private static String describe(JavaClass type) {
		Class<?> reflected = type.reflect();
		StringBuilder text = new StringBuilder(
				// Java 17 does not print it
				shortNames(reflected.toGenericString()).replaceFirst("\\b(non-)?sealed ", ""));
		String parents = Stream
			.concat(Stream.ofNullable(reflected.getGenericSuperclass()),
					Arrays.stream(reflected.getGenericInterfaces()))
			.map((parent) -> shortNames(parent.getTypeName()))
			.filter((parent) -> !parent.matches("Object|Record|Enum<.*>|annotation.Annotation"))
			.collect(Collectors.joining(", "));
		text.append(parents.isEmpty() ? "" : " : " + parents).append('\n');
		members(type).map((member) -> "    " + describe(member) + "\n").sorted().forEach(text::append);
		return text.toString();
	}

	private static String describe(JavaMember member) {
		if (member instanceof JavaCodeUnit unit && unit.reflect() instanceof Executable executable) {
			String text = (executable instanceof Method method) ? method.toGenericString()
					: ((Constructor<?>) executable).toGenericString();
			return shortNames(text.replace(executable.getDeclaringClass().getName() + "." + executable.getName() + "(",
					executable.getName() + "("));
		}
		Field field = (Field) member.reflect();
		return shortNames(Modifier.toString(field.getModifiers()) + " " + field.getGenericType().getTypeName() + " "
				+ field.getName());
	}

	private static String shortNames(String text) {
		return text.replaceAll("\\bjava\\.(lang|util|util\\.function|util\\.concurrent|time)\\.(?=[A-Z])", "")
			.replaceAll("\\bdev\\.weakref\\.(?:\\w+\\.)+(?=[A-Z])(?=[^(]*\\()", "");
	}

}
