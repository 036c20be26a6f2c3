package io.rootsocket.hub.cli;

import io.rootsocket.hub.component.RootSocketConstants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends one message. */
@Command(
        name = "send",
        description = "Sends a message to a channel.",
        footer = {"", "Example: hub send news \"Stand-up in five minutes\"", "Example: date | hub send clock -"})
final class SendCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RootSocketOptions rootSocket;

    @Parameters(index = "0", paramLabel = "CHANNEL", description = "Letters, digits and dots, at most 100.")
    private String channel;

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            arity = "0..1",
            defaultValue = "-",
            description = "The message; - reads it from the standard input, as UTF-8. Default: -")
    private String data;

    @Override
    public Integer call() throws Exception {
        Object body = data.equals("-") ? standardInput() : data;
        rootSocket.call("rootsocket:message", Map.of(RootSocketConstants.CHANNEL, channel), body);
        spec.commandLine().getOut().printf("Sent to %s.%n", channel);
        return 0;
    }

    private static String standardInput() throws IOException {
        // A shell ends what it pipes with a line break that nobody meant to send.
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("\\R$", "");
    }
}
