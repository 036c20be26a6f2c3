package io.rootsocket.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the overview of the open connections. */
@Command(
        name = "connections",
        description = "Prints the overview of the open connections, as JSON.",
        footer = {"", "Example: hub connections"})
final class ConnectionsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RootSocketOptions rootSocket;

    @Override
    public Integer call() throws Exception {
        var exchange = rootSocket.call("rootsocket:connections", Map.of(), null);
        var overview = exchange.getMessage().getMandatoryBody(JsonNode.class);
        spec.commandLine().getOut().println(overview.toPrettyString());
        return 0;
    }
}
