package io.rootsocket.hub.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a connection token, and nothing else, so that a script can use it. */
@Command(
        name = "connection",
        description = "Prints a connection token, which a client needs to open a WebSocket within five minutes.",
        footer = {"", "Example: hub connection"})
final class ConnectionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RootSocketOptions rootSocket;

    @Override
    public Integer call() throws Exception {
        var exchange = rootSocket.call("rootsocket:connection", Map.of(), null);
        spec.commandLine().getOut().println(exchange.getMessage().getBody(String.class));
        return 0;
    }
}
