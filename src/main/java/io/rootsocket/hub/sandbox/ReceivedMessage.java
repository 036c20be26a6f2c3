package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.ChannelName;
import java.time.Instant;

/**
 * A message that the sandbox took, over HTTP or from a client, and handed to the channel's subscribers.
 *
 * @param channel where it was sent to
 * @param data what subscribers were handed: the text, or the JSON text of another value
 * @param at when the sandbox took it
 */
public record ReceivedMessage(ChannelName channel, String data, Instant at) {}
