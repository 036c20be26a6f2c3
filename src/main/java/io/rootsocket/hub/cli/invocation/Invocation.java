package io.rootsocket.hub.cli.invocation;

import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.settings.Variables;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** One run of the command line, for what all of its commands share. */
public interface Invocation {

    /** The one that a command belongs to. */
    static Invocation of(CommandSpec spec) {
        return (Invocation) spec.root().userObject();
    }

    /** Who runs it, as far as the machine says: for the record of what a person did. */
    static String user() {
        return System.getProperty("user.name", "somebody");
    }

    /** The variables of the environment, as they are. */
    Map<String, String> environment();

    /** What the environment sets. */
    default Variables variables() {
        return new Variables(environment());
    }

    /** What tables are printed on. */
    Screen screen();

    /** Whether to show the stack trace of an error. */
    boolean debug();
}
