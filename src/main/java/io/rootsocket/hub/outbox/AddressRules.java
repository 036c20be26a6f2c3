package io.rootsocket.hub.outbox;

import io.rootsocket.hub.broker.BrokerManagement;
import io.rootsocket.hub.broker.QueueNames;
import java.util.Map;

/** What the outbox needs of the broker's queues that it uses. The broker keeps these rules. */
final class AddressRules {

    private AddressRules() {}

    /**
     * @param fetchAhead how many bytes a consumer may hold beside the message that it works on
     * @throws BrokerException if the broker does not take them
     */
    static void apply(BrokerManagement management, OutboxSettings settings, int fetchAhead) {
        var kept = Map.<String, Object>of(
                "autoCreateQueues",
                true,
                "autoCreateAddresses",
                true,
                // A queue that went away when it ran empty could take with it what arrived that moment.
                "autoDeleteQueues",
                false,
                "autoDeleteAddresses",
                false,
                // The outbox decides when a message is dead, and a delay would let later ones pass.
                "maxDeliveryAttempts",
                -1,
                "redeliveryDelay",
                0,
                // 20 KB for each queue instead of 50: there is one for each channel.
                "initialQueueBufferSize",
                16,
                "defaultConsumerWindowSize",
                fetchAhead,
                "idCacheSize",
                settings.deduplicationWindow());
        management.rule(QueueNames.OUTBOX_PREFIX + "#", kept);
        management.rule(QueueNames.DEAD_LETTERS, kept);
    }
}
