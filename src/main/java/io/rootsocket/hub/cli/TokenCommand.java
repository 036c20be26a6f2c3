package io.rootsocket.hub.cli;

import io.rootsocket.hub.component.RootSocketConstants;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a channel token, and nothing else, so that a script can use it. */
@Command(
        name = "token",
        description = "Prints a channel token, which a client needs to subscribe.",
        footer = {"", "Example: hub token news"})
final class TokenCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RootSocketOptions rootSocket;

    @Parameters(paramLabel = "CHANNEL", description = "Letters, digits and dots, at most 100.")
    private String channel;

    @Option(names = "--category", defaultValue = "1", description = "RootSocket documents only ${DEFAULT-VALUE}.")
    private int category;

    @Override
    public Integer call() throws Exception {
        var headers =
                Map.<String, Object>of(RootSocketConstants.CHANNEL, channel, RootSocketConstants.CATEGORY, category);
        var exchange = rootSocket.call("rootsocket:token", headers, null);
        spec.commandLine().getOut().println(exchange.getMessage().getBody(String.class));
        return 0;
    }
}
