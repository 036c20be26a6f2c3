package io.rootsocket.hub.routes.finding;

/** How much a finding matters. */
public enum Severity {
    /** The route would not run, would not do what it says, or gives a secret away. */
    ERROR,
    /** The route would run, and yet this is probably not what was meant. */
    WARNING;

    /** As it is written: {@code error}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
