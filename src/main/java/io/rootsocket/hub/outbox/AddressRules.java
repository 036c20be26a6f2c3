package io.rootsocket.hub.outbox;

import java.util.Map;

/** What the outbox needs of the broker's queues that it uses. The broker keeps these rules. */
final class AddressRules {

    private AddressRules() {}

    /** @throws BrokerException if the broker does not take them */
    static void apply(BrokerManagement management, OutboxSettings settings) {
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
                // A consumer holds only the message that it works on. What it had fetched ahead would go back to the
                // queue after another hub may have taken a later one; and with a small window, a consumer that asks
                // without waiting was seen to get nothing though messages were there.
                "defaultConsumerWindowSize",
                0,
                "idCacheSize",
                settings.deduplicationWindow());
        management.rule(LaneName.PREFIX + "#", kept);
        management.rule(DeadLetters.QUEUE, kept);
    }
}
