package com.example.first;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A project written from the blocks of the README.
 */
class Project {

	private static final String ROOT = System.getProperty("first.root");

	private static final String VERSION = System.getProperty("first.version");

	private static final String KOTLIN_DEPENDENCIES = """
			<dependency>
				<groupId>org.jetbrains.kotlin</groupId>
				<artifactId>kotlin-stdlib</artifactId>
			</dependency>
			<dependency>
				<groupId>org.jetbrains.kotlin</groupId>
				<artifactId>kotlin-reflect</artifactId>
			</dependency>
			</dependencies>
			<dependencyManagement>
				<dependencies>
					<dependency>
						<groupId>dev.weakref</groupId>
						<artifactId>weakref-spring-boot</artifactId>
						<version>%s</version>
						<type>pom</type>
						<scope>import</scope>
					</dependency>
				</dependencies>
			</dependencyManagement>
			<build>
				<sourceDirectory>src/main/kotlin</sourceDirectory>
				<plugins>
					<plugin>
						<groupId>org.jetbrains.kotlin</groupId>
						<artifactId>kotlin-maven-plugin</artifactId>
						<configuration>
							<compilerPlugins>
								<plugin>spring</plugin>
							</compilerPlugins>
						</configuration>
						<dependencies>
							<dependency>
								<groupId>org.jetbrains.kotlin</groupId>
								<artifactId>kotlin-maven-allopen</artifactId>
								<version>${kotlin.version}</version>
							</dependency>
						</dependencies>
					</plugin>
				</plugins>
			</build>
			""";

	private final Path folder;

	private final Readme readme;

	Project(Path folder, Readme readme) throws IOException {
		this.folder = folder;
		this.readme = readme;
		write("src/main/resources/application.yml", readme.yaml());
	}

	/**
	 * Writes what the README shows.
	 */
	void writeJava() throws IOException {
		String code = this.readme.java();
		write("pom.xml", this.readme.pom());
		write("src/main/java/" + find("^package ([\\w.]+);", code).replace('.', '/') + "/"
				+ find("^(?:public |final )*class (\\w+)", code) + ".java", code);
	}

	/**
	 * Writes the project with a Kotlin class that uses the first cache, and with the
	 * version of the starter managed.
	 */
	void writeKotlin() throws IOException {
		String pom = this.readme.pom()
			.replaceFirst("(<artifactId>weakref-spring-boot-starter</artifactId>)\\s*<version>.*</version>", "$1");
		write("pom.xml", pom.replace("</dependencies>", KOTLIN_DEPENDENCIES.formatted(VERSION)));
		Map.Entry<String, Map<String, Object>> cache = this.readme.caches().entrySet().iterator().next();
		write("src/main/kotlin/com/example/FirstApplication.kt",
				"""
						package com.example

						import dev.weakref.cache.WeakCache
						import org.springframework.boot.autoconfigure.SpringBootApplication
						import org.springframework.boot.runApplication
						import org.springframework.stereotype.Service

						@SpringBootApplication
						class FirstApplication

						@Service
						class FirstService(private val CACHE: WeakCache<KEY, VALUE>) {

							fun find(key: KEY): VALUE? = CACHE.getIfPresent(key)

							fun load(key: KEY, loader: (KEY) -> VALUE): VALUE = CACHE.get(key, loader)

						}

						fun main(args: Array<String>) {
							runApplication<FirstApplication>(*args)
						}
						""".replace("CACHE", "`" + cache.getKey() + "`")
					.replace("KEY", kotlinType(cache.getValue().get("key-type")))
					.replace("VALUE", kotlinType(cache.getValue().get("value-type"))));
	}

	private static String kotlinType(Object type) {
		return (type != null) ? type.toString().replaceFirst("^java\\.lang\\.", "") : "Any";
	}

	private static String find(String pattern, String text) {
		Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
		if (!matcher.find()) {
			throw new IllegalStateException("There is no " + pattern + " in " + text);
		}
		return matcher.group(1);
	}

	/**
	 * Builds the project with a local repository that has the artifacts just built, and
	 * whatever else the one of this build has.
	 * @return the jar of the application
	 */
	Path build() throws IOException, InterruptedException {
		Path repository = Path.of("target", "repository").toAbsolutePath();
		publish(repository, "weakref-spring-boot", "");
		publish(repository, "weakref-spring-boot-autoconfigure", "weakref-spring-boot-autoconfigure");
		publish(repository, "weakref-spring-boot-starter", "weakref-spring-boot-starter");
		List<String> command = new ArrayList<>(List.of(ROOT + "/mvnw", "-B", "-ntp", "-q", "-f",
				this.folder.resolve("pom.xml").toString(), "-Dmaven.repo.local=" + repository,
				"-Dmaven.repo.local.tail=" + System.getProperty("first.repository"), "-Dkotlin.compiler.daemon=false",
				"package", "spring-boot:repackage"));
		if ("offline true".equals(System.getProperty("first.mode"))) {
			command.add("-o");
		}
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile()).redirectErrorStream(true);
		builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes());
		if (process.waitFor() != 0) {
			throw new IllegalStateException(output);
		}
		try (DirectoryStream<Path> jars = Files.newDirectoryStream(this.folder.resolve("target"), "*.jar")) {
			return jars.iterator().next();
		}
	}

	private static void publish(Path repository, String artifact, String module) throws IOException {
		Path target = Files.createDirectories(repository.resolve("dev/weakref/" + artifact + "/" + VERSION));
		String name = artifact + "-" + VERSION;
		copy(Path.of(ROOT, module, ".flattened-pom.xml"), target.resolve(name + ".pom"));
		if (!module.isEmpty()) {
			copy(Path.of(ROOT, module, "target", name + ".jar"), target.resolve(name + ".jar"));
		}
	}

	private static void copy(Path source, Path target) throws IOException {
		Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
	}

	private void write(String file, String text) throws IOException {
		Path path = this.folder.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, text);
	}

}
