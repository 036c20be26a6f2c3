package io.rootsocket.hub.cli.messages;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.invocation.TimeArgument;
import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.console.api.MessageAnswer;
import io.rootsocket.hub.console.api.MessageAnswer.Arrival;
import io.rootsocket.hub.console.api.MessageAnswer.Sent;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows all that is known of what went through. */
@Command(
        name = "explain",
        description =
                "Prints all that is known of one message: how it came in, what its route did, what went out, and its end.",
        footer = {
            "",
            "Example: hub explain 3F2A9C0D",
            "Example: hub explain announce-standup@2026-12-24T09:15",
            "Example: hub explain 72d3162e-cc78-11e3-81ab-4c9367dc0958"
        })
public final class ExplainCommand implements Callable<Integer> {

    private static final Pattern OCCURRENCE = Pattern.compile("(.+)@(\\d{4}-\\d\\d-\\d\\d.*)");

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Parameters(
            paramLabel = "ID",
            description = {
                "The id that a webhook was answered with (X-Message-Id), of a message, a dead letter or a trace; an occurrence,"
                        + " ROUTE@TIME; or what the sender calls it, such as X-GitHub-Delivery, a file or a JMS message id.",
                "Of an id that the hub has made, the first 8 characters are enough."
            })
    private String id;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() throws InterruptedException {
        if (id.isBlank()) {
            throw new ParameterException(spec.commandLine(), "An id is missing. `hub messages` shows those there are.");
        }
        var answer = admin.get(
                "/api/messages/" + MessageFilterOptions.encoded(asKept(id)).replace("+", "%20"));
        var out = spec.commandLine().getOut();
        if (format.isJson()) {
            out.println(answer.toPrettyString());
            return 0;
        }
        List<MessageAnswer> found = List.of(AdminOptions.read(answer, MessageAnswer[].class));
        for (MessageAnswer message : found) {
            if (found.size() > 1 && message != found.get(0)) {
                out.println();
            }
            print(message, out);
        }
        return 0;
    }

    /** The time of an occurrence may be written as everywhere. */
    private static String asKept(String id) {
        Matcher occurrence = OCCURRENCE.matcher(id);
        return occurrence.matches() ? occurrence.group(1) + "@" + TimeArgument.instant(occurrence.group(2)) : id;
    }

    private void print(MessageAnswer message, PrintWriter out) {
        Screen screen = Invocation.of(spec).screen();
        var text = new MessageScreen(screen.times());
        screen.print(text.head(message));
        if (message.handled().filter(handled -> !handled.steps().isEmpty()).isPresent()) {
            out.println();
            screen.print(text.steps(message));
        }
        message.arrived().flatMap(Arrival::body).ifPresent(body -> BodyText.print(out, "As it came", body));
        for (Sent sent : message.sent()) {
            out.println();
            screen.print(text.sent(sent, message.id()));
            sent.body().ifPresent(body -> BodyText.print(out, "As it went", body));
        }
    }
}
