package io.rootsocket.hub.sandbox;

import io.rootsocket.hub.protocol.ChannelName;
import java.time.Instant;

/**
 * A message whose event was above the limit. As with RootSocket itself, its sender was told nothing.
 *
 * @param channel where it was sent to
 * @param bytes the size of the event in which subscribers would have got it
 * @param at when the sandbox dropped it
 */
public record DroppedEvent(ChannelName channel, int bytes, Instant at) {}
