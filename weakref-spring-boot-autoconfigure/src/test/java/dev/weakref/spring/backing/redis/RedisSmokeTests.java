package dev.weakref.spring.backing.redis;

import dev.weakref.cache.WeakCache;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.Node;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RedisSmokeTests {

	@Test
	void works() throws Exception {
		try (Reaper reaper = Reaper.start();
				RedisServer server = RedisServer.start();
				Node a = RedisNodes.node(reaper, server.port());
				Node b = RedisNodes.node(reaper, server.port())) {
			WeakCache<String, Document> ca = a.cache();
			WeakCache<String, Document> cb = b.cache();
			System.out.println(ca.backingStatistics());
			Document one = ca.get("k", (k) -> new Document("one"));
			System.out.println(server.command("KEYS", "*"));
			Document other = cb.get("k", (k) -> new Document("two"));
			assertThat(other).isEqualTo(one).isNotSameAs(one);
			System.out.println(ca.backingStatistics());
			System.out.println(cb.backingStatistics());
			ca.put("k", new Document("three"));
			assertThat(ca.getIfPresent("k")).isEqualTo(new Document("three"));
			await().untilAsserted(() -> assertThat(cb.getIfPresent("k")).isEqualTo(new Document("three")));
			System.out.println(cb.backingStatistics());
			Document three = cb.getIfPresent("k");
			server.command("CLIENT", "KILL", "TYPE", "normal");
			await().untilAsserted(() -> assertThat(cb.backingStatistics().losses()).isEqualTo(1));
			System.out.println(cb.backingStatistics());
			await().untilAsserted(() -> assertThat(cb.backingStatistics().state().name()).isEqualTo("TRUSTED"));
			assertThat(cb.getIfPresent("k")).isSameAs(three);
			System.out.println(cb.backingStatistics());
			server.command("FLUSHALL");
			await().untilAsserted(() -> assertThat(cb.getIfPresent("k")).isNull());
			System.out.println(cb.backingStatistics());
			System.out.println(other);
		}
	}

}
