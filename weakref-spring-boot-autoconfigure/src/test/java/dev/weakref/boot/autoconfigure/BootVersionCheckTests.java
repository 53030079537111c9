package dev.weakref.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link BootVersionCheck}.
 */
class BootVersionCheckTests {

	@ParameterizedTest
	@ValueSource(strings = { "2.7.18", "3.5.6", "3.10.0", "4.0.0", "4.0.12-SNAPSHOT", "4.0" })
	void anOldVersionIsRefused(String version) {
		assertThatExceptionOfType(BootVersionException.class).isThrownBy(() -> BootVersionCheck.check(version))
			.satisfies((ex) -> assertThat(ex.version()).isEqualTo(version))
			.withMessageContaining("needs Spring Boot 4.1 or later, but Spring Boot " + version);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "4.1.0", "4.1.1-SNAPSHOT", "4.10.0", "5.0.0-M1", "10.0.0", "main", "" })
	void anotherVersionPasses(@Nullable String version) {
		assertThatNoException().isThrownBy(() -> BootVersionCheck.check(version));
	}

}
