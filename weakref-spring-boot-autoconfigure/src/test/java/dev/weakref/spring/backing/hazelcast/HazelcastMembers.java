package dev.weakref.spring.backing.hazelcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;

/**
 * Two members of a cluster of its own, on free ports of 127.0.0.1.
 */
final class HazelcastMembers implements AutoCloseable {

	private final String cluster = UUID.randomUUID().toString();

	private final List<HazelcastInstance> members = new ArrayList<>();

	HazelcastMembers() {
		List<Integer> ports = freePorts();
		ports.forEach((port) -> this.members.add(Hazelcast.newHazelcastInstance(config(port, ports))));
	}

	HazelcastInstance member(int index) {
		return this.members.get(index);
	}

	private Config config(int port, List<Integer> ports) {
		Config config = new Config().setClusterName(this.cluster)
			.setProperty("hazelcast.logging.type", "none")
			.setProperty("hazelcast.phone.home.enabled", "false")
			.setProperty("hazelcast.shutdownhook.enabled", "false")
			.setProperty("hazelcast.socket.bind.any", "false")
			.setProperty("hazelcast.wait.seconds.before.join", "0")
			.setProperty("hazelcast.partition.count", "11");
		config.getMetricsConfig().setEnabled(false);
		config.getJetConfig().setEnabled(false);
		config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
		config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
		JoinConfig join = config.getNetworkConfig().getJoin();
		join.getAutoDetectionConfig().setEnabled(false);
		join.getMulticastConfig().setEnabled(false);
		join.getTcpIpConfig().setEnabled(true);
		ports.forEach((member) -> join.getTcpIpConfig().addMember("127.0.0.1:" + member));
		return config;
	}

	private static List<Integer> freePorts() {
		try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return List.of(one.getLocalPort(), other.getLocalPort());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.members.forEach((member) -> member.getLifecycleService().terminate());
	}

}
