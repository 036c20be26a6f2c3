package io.rootsocket.hub.sandbox;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * A message that the sandbox took.
 *
 * @param channel where it was sent
 * @param data what subscribers were handed
 * @param at when
 * @param dropped whether it was over the size limit, so that nobody was handed it
 */
public record ReceivedMessage(
        String channel,
        String data,
        @JsonSerialize(using = ToStringSerializer.class) Instant at,
        boolean dropped) {}
