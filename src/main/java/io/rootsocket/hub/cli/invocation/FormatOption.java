package io.rootsocket.hub.cli.invocation;

import picocli.CommandLine.Option;

/** The one form in which a command is told for whom it prints. */
public final class FormatOption {

    @Option(
            names = "--format",
            defaultValue = "human",
            paramLabel = "FORMAT",
            description = "How to print it: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    /** What scripts were written with. */
    @Option(names = "--json", hidden = true)
    private boolean json;

    public boolean isJson() {
        return json || format == Format.JSON;
    }
}
