package dev.weakref.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

import dev.weakref.Registration;
import dev.weakref.cache.Backing;
import dev.weakref.cache.InvalidationChannel;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import org.jspecify.annotations.Nullable;

/**
 * Templates in files of a folder, which other processes edit.
 */
final class Templates {

	private final WeakCache<String, Template> templates;

	Templates(WeakCaches caches, Path folder) {
		// tag::builder[]
		this.templates = caches.create("templates", (cache) -> cache.retain((tier) -> tier.maximumSize(50))
			.backing(new TemplateFolder(folder), (backing) -> backing.channel(new TemplateChannel(folder))));
		// end::builder[]
	}

	WeakCache<String, Template> cache() {
		return this.templates;
	}

	record Template(String text) {
	}

	// tag::backing[]
	record TemplateFolder(Path folder) implements Backing<String, Template> {

		@Override
		public @Nullable Entry<Template> read(String name) {
			try {
				return entry(Files.readAllBytes(this.folder.resolve(name)));
			}
			catch (NoSuchFileException ex) {
				return null;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static Entry<Template> entry(byte[] bytes) {
			return Entry.of(bytes, new Template(new String(bytes, StandardCharsets.UTF_8)));
		}
		// end::backing[]

		@Override
		public Entry<Template> write(String name, Template template) {
			byte[] bytes = template.text().getBytes(StandardCharsets.UTF_8);
			Path part = this.folder.resolve("." + name);
			try {
				Files.write(part, bytes);
				Files.move(part, this.folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
				return Entry.of(bytes, template);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public Entry<Template> writeIfAbsent(String name, Template template) {
			byte[] bytes = template.text().getBytes(StandardCharsets.UTF_8);
			try {
				Files.write(this.folder.resolve(name), bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
				return Entry.of(bytes, template);
			}
			catch (FileAlreadyExistsException ex) {
				Entry<Template> present = read(name);
				return (present != null) ? present : writeIfAbsent(name, template);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public void evict(String name) {
			try {
				Files.deleteIfExists(this.folder.resolve(name));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public void clear() {
			try (DirectoryStream<Path> files = Files.newDirectoryStream(this.folder)) {
				files.forEach((file) -> evict(file.getFileName().toString()));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	// tag::channel[]
	record TemplateChannel(Path folder) implements InvalidationChannel {

		@Override
		public Registration subscribe(String cache, Sink sink) {
			try {
				WatchService watch = this.folder.getFileSystem().newWatchService();
				this.folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
						StandardWatchEventKinds.ENTRY_DELETE);
				Thread thread = new Thread(() -> report(watch, sink), "templates");
				thread.setDaemon(true);
				thread.start();
				sink.restored(); // from here on every change is reported
				return () -> close(watch);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static void report(WatchService watch, Sink sink) {
			try {
				WatchKey key;
				do {
					key = watch.take();
					for (WatchEvent<?> event : key.pollEvents()) {
						if (event.context() != null) {
							sink.invalidated(event.context().toString());
						}
						else {
							sink.invalidatedAll(); // there were more changes than fit
						}
					}
				}
				while (key.reset());
			}
			catch (InterruptedException | ClosedWatchServiceException ex) {
				// No changes are reported from here on
			}
			sink.lost();
		}
		// end::channel[]

		private static void close(WatchService watch) {
			try {
				watch.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
