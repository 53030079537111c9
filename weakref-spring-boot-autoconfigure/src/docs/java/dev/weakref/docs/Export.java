package dev.weakref.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.weakref.spring.bean.DestroyWhenUnused;
import jakarta.annotation.PreDestroy;

import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

// tag::unused[]
@Component
@Scope("prototype")
@DestroyWhenUnused
class Export {

	private final Path file;

	Export() throws IOException {
		this.file = Files.createTempFile("export", ".csv");
	}

	Export write(String line) throws IOException {
		Files.writeString(this.file, line, StandardOpenOption.APPEND);
		return this;
	}

	Path file() {
		return this.file;
	}

	@PreDestroy
	void delete() throws IOException {
		Files.deleteIfExists(this.file);
	}

}
// end::unused[]
