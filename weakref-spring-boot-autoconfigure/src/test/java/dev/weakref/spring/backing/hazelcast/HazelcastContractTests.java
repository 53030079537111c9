package dev.weakref.spring.backing.hazelcast;

import java.time.Duration;
import java.util.Objects;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spring.cache.HazelcastCacheManager;
import dev.weakref.WeakRefConfigurationException;
import dev.weakref.spring.backing.BackingEngine.Use;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.NearCache;
import dev.weakref.spring.backing.NearCacheContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.cache.Cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Hazelcast, with two members.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HazelcastContractTests extends NearCacheContract {

	private HazelcastMembers members;

	@BeforeAll
	void start() {
		this.members = new HazelcastMembers();
	}

	@AfterAll
	void stop() {
		this.members.close();
	}

	@Override
	protected NearCache.Engine engine(int node, String cache) {
		HazelcastInstance member = this.members.member(node);
		HazelcastEngine engine = new HazelcastEngine(() -> member);
		Use use = new Use(cache, Document.class, Duration.ofSeconds(1), Duration.ofMinutes(1));
		return new NearCache.Engine(engine.backing(cache(node, cache), use), engine.channel(cache(node, cache), use));
	}

	private Cache cache(int node, String name) {
		return Objects.requireNonNull(new HazelcastCacheManager(this.members.member(node)).getCache(name));
	}

	@Override
	protected boolean hasBytes() {
		return false;
	}

	@Test
	void aTimeToLiveIsRequired() {
		HazelcastEngine engine = new HazelcastEngine(() -> this.members.member(0));
		Use use = new Use("documents", Document.class, Duration.ofSeconds(1), null);
		assertThatExceptionOfType(WeakRefConfigurationException.class)
			.isThrownBy(() -> engine.channel(cache(0, "documents"), use))
			.withMessageContaining("an old value could stay for ever");
	}

	@Test
	void theChangesOfOneOfSeveralInstancesCannotBeReported() {
		HazelcastEngine engine = new HazelcastEngine(() -> null);
		Use use = new Use("documents", Document.class, Duration.ofSeconds(1), Duration.ofMinutes(1));
		assertThatExceptionOfType(WeakRefConfigurationException.class)
			.isThrownBy(() -> engine.channel(cache(0, "documents"), use))
			.withMessageContaining("there is not exactly one HazelcastInstance");
	}

	@Test
	void aChangeByTheMapItselfIsSeen() {
		NearCache near = node(0);
		NearCache far = node(1);
		near.cache().put("a", V1);
		far.awaitReports("a", 1);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V1);
		this.members.member(0).getMap(near.cache().name()).set("a", V2);
		far.awaitReports("a", 2);
		assertThat(far.cache().getIfPresent("a")).isEqualTo(V2);
		int seen = far.channel().count();
		this.members.member(0).getMap(near.cache().name()).evictAll();
		far.channel().awaitMore(seen);
		assertThat(far.cache().getIfPresent("a")).isNull();
	}

	/**
	 * The last test, since it ends a member.
	 */
	@Test
	@Order(Integer.MAX_VALUE)
	void nothingLocalIsTrustedAfterTheLossOfAMember() {
		NearCache near = node(0);
		near.cache().put("a", V1);
		near.awaitReports("a", 1);
		near.cache().getIfPresent("a");
		int seen = near.channel().count();
		this.members.member(1).getLifecycleService().terminate();
		near.channel().awaitMore(seen);
		int reads = near.reads();
		near.cache().getIfPresent("a");
		assertThat(near.reads()).isEqualTo(reads + 1);
	}

}
