package io.rootsocket.hub.cli.invocation;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Why a person does something, for the record. */
public final class WhyOption {

    @Option(names = "--why", paramLabel = "REASON", description = "Why, for the record: one line.")
    private @Nullable String why;

    public @Nullable String text() {
        return why;
    }
}
