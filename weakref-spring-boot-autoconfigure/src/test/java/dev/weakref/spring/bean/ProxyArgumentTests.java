package dev.weakref.spring.bean;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.reference.WeakProxies;
import dev.weakref.spring.bean.VersionProxies.Kind;
import dev.weakref.spring.bean.VersionProxies.Note;
import dev.weakref.spring.bean.VersionProxies.Version;
import dev.weakref.spring.bean.VersionProxies.Versions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A method opens its arguments for itself, and the caller keeps its proxies.
 */
class ProxyArgumentTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
				WeakRefFinalizersAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class));

	@ParameterizedTest
	@EnumSource(Kind.class)
	void theCallerGetsTheProxyItGaveAsTheArgument(Kind kind) {
		this.contextRunner.withUserConfiguration(Versions.class).run((context) -> {
			Version one = kind.proxy(context, Version.class, 1);
			Version two = kind.proxy(context, Version.class, 2);
			assertThat(one.newest(two)).isSameAs(two);
			assertThat(one.newestOf(one, two)).isSameAs(two);
		});
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void theCallerSeesTheElementsThatAMethodHasMovedInItsArray(Kind kind) {
		this.contextRunner.withUserConfiguration(Versions.class).run((context) -> {
			Version one = kind.proxy(context, Version.class, 1);
			Version two = kind.proxy(context, Version.class, 2);
			Version three = new Version(3);
			Version[] versions = { three, two, one };
			assertThat(one.sort(versions)).isSameAs(versions);
			assertThat(versions[0]).isSameAs(one);
			assertThat(versions[1]).isSameAs(two);
			assertThat(versions[2]).isSameAs(three);
		});
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void anArgumentOfAnUnrelatedClassIsPassedAsItIs(Kind kind) {
		this.contextRunner.withUserConfiguration(Versions.class).run((context) -> {
			Version version = kind.proxy(context, Version.class, 1);
			Note note = context.getBean(WeakProxies.class).proxy(context.getBean(Note.class), Note.class);
			version.note(note);
			version.any(note);
			assertThat(version.notes()).hasSize(2).allSatisfy((held) -> assertThat(held).isSameAs(note));
		});
	}

	@Test
	void theInstanceIsReadBehindTheProxiesThatOthersHavePutAroundIt() {
		this.contextRunner.withUserConfiguration(Versions.class, Advice.class).run((context) -> {
			Version one = Kind.DESTROYED_WHEN_UNUSED.proxy(context, Version.class, 1);
			Version two = Kind.DESTROYED_WHEN_UNUSED.proxy(context, Version.class, 2);
			assertThat(one.compareTo(two)).isNegative();
			assertThat(one.newest(two)).isSameAs(two);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		static BeanPostProcessor advice() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String beanName) {
					if (!(bean instanceof Version)) {
						return bean;
					}
					ProxyFactory factory = new ProxyFactory(bean);
					factory.setProxyTargetClass(true);
					return factory.getProxy();
				}

			};
		}

	}

}
