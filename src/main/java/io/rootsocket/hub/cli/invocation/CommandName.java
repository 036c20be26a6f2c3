package io.rootsocket.hub.cli.invocation;

/** How a person calls the hub's command here: {@code hub}, or {@code ./hub} where it is on no path. */
public final class CommandName {

    private CommandName() {}

    /** By the launcher's word. */
    public static String text() {
        return System.getProperty("hub.command", "./hub");
    }
}
