package io.rootsocket.hub.outbox.message;

import io.rootsocket.hub.protocol.ChannelName;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that waits for its delivery.
 *
 * @param account which RootSocket application it is for; letters, digits and no secret
 * @param channel where it goes
 * @param request the body of the request to RootSocket; JSON in UTF-8, not copied
 * @param origin where it came from
 * @param exchangeId the exchange that came in; that of the origin may be one of its parts
 * @param number tells it apart from the other messages of its exchange; see {@link #id}
 * @param expiresAt when it is too late to deliver it; empty: never
 * @param priority 0 to 9; it passes messages of other channels with a lower one
 * @param holdIfAmbiguous whether it is put aside, not sent again, if nobody knows whether it arrived
 * @param deduplicationKey a second message with this key to the same channel is dropped; empty: none is
 * @param firedBy the occurrence of a schedule that it came of; empty: of none
 * @param traceparent the trace that it belongs to, as the W3C writes it; empty: to none
 */
public record OutboxMessage(
        String account,
        ChannelName channel,
        byte[] request,
        Origin origin,
        String exchangeId,
        String number,
        Optional<Instant> expiresAt,
        int priority,
        boolean holdIfAmbiguous,
        Optional<String> deduplicationKey,
        Optional<FiredBy> firedBy,
        Optional<String> traceparent) {

    /** Unless a message says otherwise. */
    public static final int NORMAL_PRIORITY = 4;

    public static final int HIGHEST_PRIORITY = 9;

    /** The first message of its exchange, which came of no schedule. */
    public OutboxMessage(
            String account,
            ChannelName channel,
            byte[] request,
            Origin origin,
            Optional<Instant> expiresAt,
            int priority,
            boolean holdIfAmbiguous,
            Optional<String> deduplicationKey) {
        this(
                account,
                channel,
                request,
                origin,
                origin.id(),
                "1",
                expiresAt,
                priority,
                holdIfAmbiguous,
                deduplicationKey,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * What it is called wherever it goes, also as a dead letter and when that is replayed: no other message of any hub is
     * called so. It begins with the exchange's id.
     */
    public String id() {
        return id(origin.id(), number);
    }

    static String id(String exchangeId, String number) {
        return exchangeId + "-" + number;
    }

    /** Whether it is too late to deliver it. */
    public boolean isExpired(Instant now) {
        return expiresAt.isPresent() && !expiresAt.get().isAfter(now);
    }
}
