package io.rootsocket.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** The hub's commands in this process, which says what a shell would get of them. For one thread. */
public final class Shell {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment;

    public Shell() {
        this(Map.of());
    }

    /** @param environment the variables, also those that are set later */
    public Shell(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Runs a command, forgets what the one before has said, and returns the exit code. */
    public int run(String... arguments) {
        return run(environment, arguments);
    }

    /** The same with other variables. */
    public int run(Map<String, String> environment, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HubCommand.commandLine(environment, arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** Runs a command, which must be a success, and returns what it says. */
    public String done(String... arguments) {
        int exitCode = run(arguments);
        assertThat(exitCode).as("it says: %s%s", out, err).isZero();
        return out();
    }

    /** What the last command has said for people and programs. */
    public String out() {
        return out.toString();
    }

    /** What the last command has said of itself. */
    public String err() {
        return err.toString();
    }
}
