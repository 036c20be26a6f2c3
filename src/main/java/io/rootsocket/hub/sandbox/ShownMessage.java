package io.rootsocket.hub.sandbox;

/**
 * A message as the page and the admin path show it.
 *
 * @param channel where it was sent to
 * @param data its text, on the page no more than the beginning
 * @param characters the length of the whole text
 * @param at when it was taken, in ISO 8601
 */
record ShownMessage(String channel, String data, int characters, String at) {

    /** As much of a message as the page shows. */
    private static final int SHOWN_CHARACTERS = 2_000;

    static ShownMessage of(ReceivedMessage message) {
        String data = message.data();
        return shown(message, data.length() <= SHOWN_CHARACTERS ? data : data.substring(0, SHOWN_CHARACTERS));
    }

    static ShownMessage whole(ReceivedMessage message) {
        return shown(message, message.data());
    }

    private static ShownMessage shown(ReceivedMessage message, String data) {
        return new ShownMessage(
                message.channel().value(),
                data,
                message.data().length(),
                message.at().toString());
    }
}
