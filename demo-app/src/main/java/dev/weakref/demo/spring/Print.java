package dev.weakref.demo.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.weakref.demo.live.CallbackLog;
import dev.weakref.spring.bean.DestroyWhenUnused;
import jakarta.annotation.PreDestroy;

import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/**
 * A print of a picture, in a file that is deleted when the print is no longer used.
 */
// tag::unused[]
@Component
@Scope("prototype")
@DestroyWhenUnused
class Print {

	// end::unused[]
	private final Path file;

	private final CallbackLog log;

	Print(PrintFolder folder, CallbackLog log) {
		this.file = folder.newFile();
		this.log = log;
	}

	String name() {
		return this.file.getFileName().toString();
	}

	void write(byte[] jpeg) {
		try {
			Files.write(this.file, jpeg);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// tag::unused[]
	@PreDestroy
	void delete() throws IOException {
		Files.deleteIfExists(this.file);
		// end::unused[]
		this.log.add("file", name());
		// tag::unused[]
	}

}
// end::unused[]
