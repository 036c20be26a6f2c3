package io.rootsocket.hub.outbox;

import java.util.Map;

/** What the outbox needs of the broker's queues that it uses. The broker keeps these rules. */
final class AddressRules {

    private AddressRules() {}

    /**
     * A consumer of a shared broker holds only the message that it works on: what it had fetched ahead would go back to
     * the queue after another hub may have taken a later one.
     */
    private static final int NOTHING_AHEAD = 0;
    /** A hub that has its broker to itself fetches some ahead, which saves a question for each message. */
    private static final int AHEAD_BYTES = 16 * 1024;

    /**
     * Applies the rules.
     *
     * @param shared whether other hubs may take from the same queues
     * @throws BrokerException if the broker does not take them
     */
    static void apply(BrokerManagement management, OutboxSettings settings, boolean shared) {
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
                shared ? NOTHING_AHEAD : AHEAD_BYTES,
                "idCacheSize",
                settings.deduplicationWindow());
        management.rule(LaneName.PREFIX + "#", kept);
        management.rule(DeadLetters.QUEUE, kept);
    }
}
