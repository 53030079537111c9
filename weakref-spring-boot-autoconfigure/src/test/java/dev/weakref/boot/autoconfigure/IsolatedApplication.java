package dev.weakref.boot.autoconfigure;

import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.Callable;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * A context in which everything has been used. Its classes are loaded by a class loader
 * of their own, so it is made by reflection and known as what the JDK calls it.
 */
public class IsolatedApplication implements Callable<AutoCloseable> {

	@Override
	public AutoCloseable call() throws Exception {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", WholeApplication.PROPERTIES));
		context.register(WholeApplication.configurations());
		context.refresh();
		List<Object> held = WholeApplication.use(context);
		return () -> {
			context.close();
			Reference.reachabilityFence(held);
		};
	}

}
