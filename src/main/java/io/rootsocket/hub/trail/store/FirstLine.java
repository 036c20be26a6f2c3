package io.rootsocket.hub.trail.store;

/** What a failure says, in one line: the words of its root. */
final class FirstLine {

    private FirstLine() {}

    static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
    }
}
