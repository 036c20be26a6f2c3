package io.rootsocket.hub.changes;

/**
 * What is compared with what it was before.
 *
 * @param name who compares: a route, and what of its messages; shortened if it is long
 * @param item which of several things it is about; shortened if it is long
 */
public record Subject(String name, String item) {

    private static final int MAX_LENGTH = 200;

    public Subject {
        name = shortened(name);
        item = shortened(item);
    }

    private static String shortened(String text) {
        // A database takes no character zero.
        boolean fits = text.length() <= MAX_LENGTH && text.indexOf('\0') < 0;
        return fits ? text : Fingerprint.of(text);
    }
}
