package dev.weakref.spring.cache;

import java.util.Locale;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMemoizedAutoConfiguration;
import dev.weakref.memo.ManagedMemo;
import dev.weakref.memo.Memoizers;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A context that memoizes methods of its beans.
 */
final class MemoizingContext extends AnnotationConfigApplicationContext {

	MemoizingContext() {
		register(Application.class);
	}

	<T> T startWith(Class<T> bean) {
		registerBean(beanName(bean), bean);
		refresh();
		return bean.cast(getBean(beanName(bean)));
	}

	private static String beanName(Class<?> bean) {
		return bean.getSimpleName().toLowerCase(Locale.ROOT);
	}

	ManagedMemo memo(String name) {
		return getBean(Memoizers.class).directory().find(name);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ WeakRefAutoConfiguration.class, WeakRefMemoizedAutoConfiguration.class })
	static class Application {

	}

}
