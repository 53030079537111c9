package dev.weakref.spring.bean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.weakref.reference.WeakProxies;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;

/**
 * Versions whose methods take other versions, and the kinds of their proxies.
 */
final class VersionProxies {

	private VersionProxies() {
	}

	static class Version implements Comparable<Version> {

		private final List<Object> notes = new ArrayList<>();

		private int number;

		Version(int number) {
			this.number = number;
		}

		Version() {
			this(0);
		}

		Version number(int number) {
			this.number = number;
			return this;
		}

		@Override
		public int compareTo(Version other) {
			return Integer.compare(this.number, other.number);
		}

		boolean isBefore(Object other) {
			return other instanceof Version version && this.number < version.number;
		}

		Version newest(Version other) {
			return (this.number < other.number) ? other : this;
		}

		Version newestOf(Version... others) {
			Version newest = this;
			for (Version other : others) {
				newest = (newest.number < other.number) ? other : newest;
			}
			return newest;
		}

		boolean isOldestOf(Version... others) {
			for (Version other : others) {
				if (other.number <= this.number) {
					return false;
				}
			}
			return true;
		}

		boolean isOldestInArray(Version[] others) {
			return isOldestOf(others);
		}

		boolean isOldestInObjects(Object[] others, int from) {
			return isOldestOf(Arrays.copyOfRange(others, from, others.length, Version[].class));
		}

		boolean isOldestInRows(Version[][] rows) {
			return Arrays.stream(rows).allMatch(this::isOldestOf);
		}

		Version[] sort(Version[] others) {
			Arrays.sort(others);
			return others;
		}

		int sum(Collection<Version> others) {
			return others.stream().mapToInt((other) -> other.number).sum();
		}

		int sum(Optional<Version> other) {
			return other.map((version) -> version.number).orElse(0);
		}

		static int number(Version other) {
			return other.number;
		}

		static Comparator<Version> comparator() {
			return Comparator.comparingInt((version) -> version.number);
		}

		void note(Note note) {
			this.notes.add(note);
		}

		void any(Object note) {
			this.notes.add(note);
		}

		List<Object> notes() {
			return this.notes;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Version version && version.number % 10 == this.number % 10;
		}

		@Override
		public int hashCode() {
			return this.number % 10;
		}

	}

	static class Reader {

		int number(Version version) {
			return version.number;
		}

	}

	static class Major extends Version {

		@Override
		public int compareTo(Version other) {
			return super.compareTo(other);
		}

	}

	static class Minor extends Version {

	}

	static class Note {

	}

	enum Kind {

		DESTROYED_WHEN_UNUSED {

			@Override
			<T extends Version> Version proxy(ApplicationContext context, Class<T> type, int number) {
				return context.getBean(type.getSimpleName().toLowerCase(Locale.ROOT), type).number(number);
			}

		},

		WEAK {

			@Override
			<T extends Version> Version proxy(ApplicationContext context, Class<T> type, int number) {
				T version = type.cast(context.getBean("the" + type.getSimpleName() + number));
				version.number(number);
				return context.getBean(WeakProxies.class).proxy(version, type);
			}

		},

		WEAK_OF_ONE_DESTROYED_WHEN_UNUSED {

			@Override
			<T extends Version> Version proxy(ApplicationContext context, Class<T> type, int number) {
				T version = type.cast(DESTROYED_WHEN_UNUSED.proxy(context, type, number));
				context.getBean(Held.class).objects.add(version);
				return context.getBean(WeakProxies.class).proxy(version, type);
			}

		};

		abstract <T extends Version> Version proxy(ApplicationContext context, Class<T> type, int number);

	}

	static class Held {

		private final List<Object> objects = new ArrayList<>();

	}

	@Configuration(proxyBeanMethods = false)
	static class Versions {

		@Bean
		Held held() {
			return new Held();
		}

		@Bean
		Note note() {
			return new Note();
		}

		@Bean
		@Primary
		@Scope("prototype")
		@DestroyWhenUnused
		Version version() {
			return new Version();
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Major major() {
			return new Major();
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Minor minor() {
			return new Minor();
		}

		@Bean
		Version theVersion1() {
			return new Version();
		}

		@Bean
		Version theVersion2() {
			return new Version();
		}

		@Bean
		Major theMajor1() {
			return new Major();
		}

		@Bean
		Major theMajor2() {
			return new Major();
		}

		@Bean
		Minor theMinor2() {
			return new Minor();
		}

	}

}
