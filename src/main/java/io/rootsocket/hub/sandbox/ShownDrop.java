package io.rootsocket.hub.sandbox;

/**
 * A dropped event as the page shows it.
 *
 * @param channel where it was sent to
 * @param bytes the size of the event
 * @param at when it was dropped, in ISO 8601
 */
record ShownDrop(String channel, int bytes, String at) {

    static ShownDrop of(DroppedEvent event) {
        return new ShownDrop(event.channel().value(), event.bytes(), event.at().toString());
    }
}
