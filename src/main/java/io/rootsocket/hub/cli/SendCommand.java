package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.UnusableInputException;
import io.rootsocket.hub.component.RootSocketConstants;
import io.rootsocket.hub.protocol.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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

    /** With the line break at its end, and a byte that is too much for all. */
    private static final int MAX_INPUT = Event.MAX_BYTES + 3;

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
        Object body = data.equals("-") ? message(System.in) : data;
        rootSocket.call("rootsocket:message", Map.of(RootSocketConstants.CHANNEL, channel), body);
        spec.commandLine().getOut().printf("Sent to %s.%n", channel);
        return 0;
    }

    /**
     * The standard input as a message.
     *
     * @throws UnusableInputException if it is no text, or too long for a message, as that of a device that never ends is
     */
    static String message(InputStream input) throws IOException {
        byte[] bytes = input.readNBytes(MAX_INPUT);
        if (bytes.length == MAX_INPUT) {
            throw new UnusableInputException(
                    "The standard input is longer than the %,d bytes that a message may have. Shorten the message, or send a link to it."
                            .formatted(Event.MAX_BYTES));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            // A shell ends what it pipes with a line break that nobody meant to send.
            return text.replaceFirst("\\R$", "");
        } catch (CharacterCodingException e) {
            throw new UnusableInputException(
                    "The standard input is not UTF-8. Convert it first, as with `iconv -f WINDOWS-1252 -t UTF-8`.");
        }
    }
}
