package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.ChannelName;
import java.time.Duration;
import java.util.Optional;

/**
 * A message that has passed all checks and is to be delivered later.
 *
 * @param channel where it goes
 * @param request the body of the request to RootSocket; JSON in UTF-8, not copied
 * @param expiresAfter how long after it was accepted it may still be delivered; empty: for ever
 * @param priority 0 to 9; messages of a channel with a higher one pass those of other channels
 * @param onAmbiguous what to do if nobody knows whether it arrived
 * @param deduplicationKey a second message with this key to the same channel is dropped; empty: none is
 */
public record DurableMessage(
        ChannelName channel,
        byte[] request,
        Optional<Duration> expiresAfter,
        int priority,
        OnAmbiguous onAmbiguous,
        Optional<String> deduplicationKey) {}
