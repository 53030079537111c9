package dev.weakref.spring.backing.hazelcast;

import java.util.List;
import java.util.UUID;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.map.IMap;
import com.hazelcast.map.MapEvent;
import dev.weakref.Registration;
import dev.weakref.cache.InvalidationChannel.Sink;

/**
 * Reports the events of a map of Hazelcast. The events of lost members and partitions are
 * lost too, so a loss is reported as a change of all entries.
 */
final class HazelcastListener extends EntryAdapter<Object, Object> implements MembershipListener, Registration {

	private final Sink sink;

	private final List<Runnable> removals;

	HazelcastListener(HazelcastInstance hazelcast, IMap<Object, Object> map, Sink sink) {
		this.sink = sink;
		UUID entries = map.addEntryListener(this, false);
		UUID members = hazelcast.getCluster().addMembershipListener(this);
		UUID lostPartitions = hazelcast.getPartitionService()
			.addPartitionLostListener((event) -> sink.invalidatedAll());
		UUID lifecycle = hazelcast.getLifecycleService().addLifecycleListener(this::changed);
		this.removals = List.of(() -> map.removeEntryListener(entries),
				() -> hazelcast.getCluster().removeMembershipListener(members),
				() -> hazelcast.getPartitionService().removePartitionLostListener(lostPartitions),
				() -> hazelcast.getLifecycleService().removeLifecycleListener(lifecycle));
		sink.restored();
	}

	@Override
	public void onEntryEvent(EntryEvent<Object, Object> event) {
		this.sink.invalidated(event.getKey());
	}

	@Override
	public void onMapEvent(MapEvent event) {
		this.sink.invalidatedAll();
	}

	@Override
	public void memberAdded(MembershipEvent event) {
	}

	@Override
	public void memberRemoved(MembershipEvent event) {
		this.sink.invalidatedAll();
	}

	private void changed(LifecycleEvent event) {
		LifecycleState state = event.getState();
		if (state == LifecycleState.CLIENT_DISCONNECTED || state == LifecycleState.SHUTTING_DOWN) {
			this.sink.lost();
		}
		else if (state == LifecycleState.CLIENT_CONNECTED || state == LifecycleState.MERGED) {
			this.sink.restored();
		}
	}

	@Override
	public void close() {
		try {
			this.removals.forEach(Runnable::run);
		}
		catch (HazelcastInstanceNotActiveException ex) {
			// Its listeners have ended with it
		}
	}

}
