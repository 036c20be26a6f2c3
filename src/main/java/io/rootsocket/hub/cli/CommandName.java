package io.rootsocket.hub.cli;

/** How a person calls the hub's command here: {@code hub}, or {@code ./hub} where it is on no path. */
final class CommandName {

    private CommandName() {}

    /** By the launcher's word. */
    static String text() {
        return System.getProperty("hub.command", "./hub");
    }
}
