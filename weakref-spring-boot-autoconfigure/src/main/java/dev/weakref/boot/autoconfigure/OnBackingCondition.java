package dev.weakref.boot.autoconfigure;

import java.util.stream.StreamSupport;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if a weak cache in the configuration, or the defaults of all, have a backing.
 */
final class OnBackingCondition extends SpringBootCondition {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("weakref");

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("weak cache with a backing");
		boolean found = StreamSupport
			.stream(ConfigurationPropertySources.get(context.getEnvironment()).spliterator(), false)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.flatMap((source) -> ((IterableConfigurationPropertySource) source).stream())
			.anyMatch(OnBackingCondition::isBacking);
		return new ConditionOutcome(found,
				(found) ? message.because("there is one") : message.because("there is none"));
	}

	private static boolean isBacking(ConfigurationPropertyName name) {
		if (!PREFIX.isAncestorOf(name)) {
			return false;
		}
		for (int i = 1; i < name.getNumberOfElements(); i++) {
			if (name.getElement(i, ConfigurationPropertyName.Form.UNIFORM).equals("backing")) {
				return true;
			}
		}
		return false;
	}

}
