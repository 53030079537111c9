package dev.weakref.docs;

import java.awt.image.BufferedImage;
import java.util.function.Function;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.collection.WeakInterner;
import dev.weakref.collection.WeakKeyMap;
import dev.weakref.collection.WeakSet;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first steps that the pages show.
 */
class QuickstartTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new ConfigDataApplicationContextInitializer())
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class));

	@Test
	@SuppressWarnings("unchecked")
	void aServiceSharesOneImageAmongItsUsers() {
		this.contextRunner.withPropertyValues("spring.config.location=classpath:docs/quickstart.yml")
			.withBean(Gallery.class)
			.run((context) -> {
				Gallery gallery = context.getBean(Gallery.class);
				BufferedImage sunrise = gallery.image("sunrise.png");
				assertThat(gallery.image("sunrise.png")).isSameAs(sunrise);
				WeakCache<String, BufferedImage> images = context.getBean("images", WeakCache.class);
				assertThat(images.statistics().loads()).isOne();
			});
	}

	@Test
	void everyKeyCanBeSet() {
		this.contextRunner.withPropertyValues("spring.config.location=classpath:docs/all-keys.yml").run((context) -> {
			assertThat(context.getBean("thumbnails", WeakCache.class).references()).isEqualTo(References.WEAK_VALUES);
			WeakCache<?, ?> permissions = context.getBean("permissions", WeakCache.class);
			assertThat(permissions.references()).isEqualTo(References.WEAK_KEYS);
			assertThat(permissions.keyEquality()).isEqualTo(KeyEquality.IDENTITY);
		});
	}

	@Test
	void aQualifierChoosesTheCache() {
		this.contextRunner
			.withPropertyValues("weakref.caches.counts.references=weak-values",
					"weakref.caches.sessions.references=weak-values")
			.withBean(Sessions.class)
			.run((context) -> assertThat(context.getBean(Sessions.class).sessions.name()).isEqualTo("sessions"));
	}

	@Test
	void aCacheIsMadeAtRunTime() {
		this.contextRunner.withBean(Tenants.class).run((context) -> {
			Tenants tenants = context.getBean(Tenants.class);
			assertThat(tenants.cacheOf("blue")).isSameAs(tenants.cacheOf("blue"));
			assertThat(context.getBean(WeakCaches.class).find("reports-blue")).isSameAs(tenants.cacheOf("blue"));
		});
	}

	@Test
	void aCustomizerHasTheLastWord() {
		this.contextRunner.withPropertyValues("weakref.caches.images.references=soft-values")
			.withUserConfiguration(ImagesConfiguration.class)
			.run((context) -> assertThat(context.getBean("images", WeakCache.class).references())
				.isEqualTo(References.WEAK_VALUES));
	}

	@Test
	void theLibraryRunsWithoutSpring() {
		assertThat(plainMain()).isEqualTo("HELLO");
	}

	private String plainMain() {
		// tag::plain[]
		try (Reaper reaper = Reaper.start()) {
			WeakCache<String, String> shouts = WeakCache.<String, String>builder("shouts", reaper)
				.retain((tier) -> tier.maximumSize(100))
				.build();
			return shouts.get("hello", String::toUpperCase);
		}
		// end::plain[]
	}

	@Test
	void collectionsWorkAlone() {
		Session session = new Session();
		// tag::collections[]
		WeakKeyMap<Session, String> users = WeakKeyMap.identity(); // side data per object
		users.put(session, "Ada");

		WeakSet<Session> open = WeakSet.identity(); // members that leave by dying
		open.add(session);

		WeakInterner<String> names = new WeakInterner<>(); // one instance of equal
															// objects
		String ada = names.intern(users.require(session));
		// end::collections[]
		assertThat(ada).isEqualTo("Ada");
		assertThat(open).containsExactly(session);
	}

	@Test
	void memoizedFunctionsForgetWithTheirResults() {
		this.contextRunner.withPropertyValues("weakref.caches.styles.references=weak-values").run((context) -> {
			@SuppressWarnings("unchecked")
			WeakCache<String, Style> styles = context.getBean("styles", WeakCache.class);
			// tag::memoize[]
			Function<String, Style> style = styles.memoize(Style::parse);
			// end::memoize[]
			Style bold = style.apply("bold");
			assertThat(style.apply("bold")).isSameAs(bold);
		});
	}

	record Style(String text) {

		static Style parse(String text) {
			return new Style(text);
		}

	}

	private static final class Session {

	}

	static class Sessions {

		// tag::qualifier[]
		private final WeakCache<String, Session> sessions;

		Sessions(@Qualifier("sessions") WeakCache<String, Session> sessions) {
			this.sessions = sessions;
		}
		// end::qualifier[]

	}

}
