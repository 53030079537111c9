package dev.weakref.spring.bean;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.collection.SimulatedCollector;
import dev.weakref.finalizer.FinalizerStatistics;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.testsupport.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Races of the collection of proxies and the close of their context.
 */
@Timeout(120)
class DestroyOnceTests {

	private static final int ROUNDS = 10_000;

	private final Race race = new Race();

	private final Reaper reaper = Reaper.builder().executor(Runnable::run).start();

	private final Referents referents = new Referents(this.reaper);

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final BeanProxies proxies = new BeanProxies(Resource.class, new SubclassProxies("Test"));

	@BeforeEach
	void define() {
		RootBeanDefinition definition = new RootBeanDefinition(Resource.class);
		definition.setScope("prototype");
		this.beanFactory.registerBeanDefinition("resource", definition);
	}

	@AfterEach
	void close() {
		this.race.close();
		this.reaper.close();
	}

	@Test
	void collectionAndBothClosesDestroyABeanOnceTogether() throws Exception {
		int collected = 0;
		int closed = 0;
		for (int i = 0; i < ROUNDS; i++) {
			Finalizers finalizers = new Finalizers(this.referents, true, Duration.ofSeconds(60));
			DestroyableInstances instances = new DestroyableInstances("resource", this.proxies, this.beanFactory);
			AtomicInteger closes = new AtomicInteger();
			Object proxy = instances.add(new Resource(closes), finalizers);
			this.race.run(() -> SimulatedCollector.collect(this.referents, proxy), instances::destroy,
					finalizers::close);
			FinalizerStatistics statistics = finalizers.statistics();
			assertThat(closes).hasValue(1);
			assertThat(statistics.pending()).isZero();
			assertThat(statistics.failed()).isZero();
			collected += (int) statistics.collected();
			closed += (int) statistics.close();
		}
		assertThat(collected + closed).isEqualTo(ROUNDS);
		assertThat(this.referents.estimatedSize()).isZero();
	}

	@Test
	void aBeanThatIsCollectedButNotYetDestroyedIsDestroyedAtClose() {
		Finalizers finalizers = new Finalizers(this.referents);
		DestroyableInstances instances = new DestroyableInstances("resource", this.proxies, this.beanFactory);
		AtomicInteger closes = new AtomicInteger();
		Object proxy = instances.add(new Resource(closes), finalizers);
		Runnable notice = SimulatedCollector.clear(this.referents, proxy);
		instances.destroy();
		assertThat(closes).hasValue(1);
		notice.run();
		finalizers.close();
		assertThat(closes).hasValue(1);
	}

	@Test
	void aBeanThatIsMadeDuringTheCloseIsDestroyedByItOrByThatOfTheRest() throws Exception {
		for (int i = 0; i < ROUNDS / 10; i++) {
			Finalizers finalizers = new Finalizers(this.referents);
			DestroyableInstances instances = new DestroyableInstances("resource", this.proxies, this.beanFactory);
			AtomicInteger closes = new AtomicInteger();
			List<Object> proxies = new ArrayList<>(List.of(instances.add(new Resource(closes), finalizers)));
			AtomicBoolean late = new AtomicBoolean();
			this.race.run(instances::destroy,
					() -> late.set(proxies.add(instances.add(new Resource(closes), finalizers))));
			finalizers.close();
			assertThat(late).isTrue();
			assertThat(closes).hasValue(2);
		}
	}

	static class Resource implements AutoCloseable {

		private final AtomicInteger closes;

		Resource(AtomicInteger closes) {
			this.closes = closes;
		}

		@Override
		public void close() {
			this.closes.incrementAndGet();
		}

	}

}
