package dev.weakref.boot.autoconfigure;

import java.util.stream.StreamSupport;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
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
			.map(IterableConfigurationPropertySource.class::cast)
			.anyMatch((source) -> source.stream().anyMatch((name) -> isBacking(name, source)));
		return new ConditionOutcome(found,
				(found) ? message.because("there is one") : message.because("there is none"));
	}

	/**
	 * Returns whether a name is that of a block or of a key below one, other than one
	 * that switches the block off.
	 */
	private static boolean isBacking(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		if (!PREFIX.isAncestorOf(name)) {
			return false;
		}
		int block = (name.getElement(1, Form.UNIFORM).equals("caches")) ? 3 : 2;
		int below = name.getNumberOfElements() - 1 - block;
		if (below < 0 || !name.getElement(block, Form.UNIFORM).equals("backing")) {
			return false;
		}
		ConfigurationProperty property = source.getConfigurationProperty(name);
		boolean isSwitch = below == 0 || name.getLastElement(Form.UNIFORM).equals("enabled");
		return !(isSwitch && property != null && property.getValue().toString().equals("false"));
	}

}
