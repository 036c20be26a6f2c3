package io.rootsocket.hub.cli.messages;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.console.api.MessageAnswer;
import io.rootsocket.hub.console.api.MessagesAnswer;
import io.rootsocket.hub.http.StrictJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what went through a running hub. */
@Command(
        name = "messages",
        description = {
            "Prints what came in and what became of it, the newest first, one a line.",
            "`hub explain ID` shows all that is known of one."
        },
        footer = {
            "",
            "Example: hub messages --route orders --from 2026-12-24",
            "Example: hub messages --end dead --text invoice",
            "Example: hub messages --follow"
        })
public final class MessagesCommand implements Callable<Integer> {

    private static final int MAX_MESSAGES = 1_000;
    private static final long LOOK_EVERY_MILLIS = 1_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private MessageFilterOptions filter;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "How many at most, 1 to 1000. Default: 100.",
            defaultValue = "100")
    private int last;

    @Option(
            names = "--follow",
            description = "Goes on printing what comes in, and each when something becomes of it, until it is stopped.")
    private boolean follow;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() throws InterruptedException {
        if (last < 1 || last > MAX_MESSAGES) {
            throw new ParameterException(
                    spec.commandLine(), "--last takes a number from 1 to %,d.".formatted(MAX_MESSAGES));
        }
        MessagesAnswer page = page(filter.query(), last);
        print(page.messages());
        if (follow) {
            follow(page.messages());
        } else if (page.next().isPresent()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "These are the newest %,d, and there may be more. Choose with --route, --channel, --from, --to, --text"
                                    + " or --end, or ask for more with --last.%n",
                            page.messages().size());
        }
        return 0;
    }

    /** A page may have fewer than there are: a long search goes on with the next. */
    private MessagesAnswer page(String query, int max) throws InterruptedException {
        var found = new ArrayList<MessageAnswer>();
        MessagesAnswer page = ask(query, max);
        found.addAll(page.messages());
        while (found.size() < max && page.next().isPresent()) {
            page = ask(
                    query + "&before="
                            + MessageFilterOptions.encoded(page.next().get()),
                    max - found.size());
            found.addAll(page.messages());
        }
        return new MessagesAnswer(found, page.next());
    }

    private MessagesAnswer ask(String query, int max) throws InterruptedException {
        return admin.get("/api/messages?limit=" + max + query, MessagesAnswer.class);
    }

    private void print(List<MessageAnswer> messages) {
        if (format.isJson()) {
            spec.commandLine().getOut().println(StrictJson.tree(messages).toPrettyString());
        } else {
            Screen screen = Invocation.of(spec).screen();
            screen.print(new MessageScreen(screen.times()).table(messages));
        }
    }

    /** What is known of each goes out again once there is more to say of it. */
    private void follow(List<MessageAnswer> shown) throws InterruptedException {
        Map<String, MessageAnswer> known = new LinkedHashMap<>();
        shown.forEach(message -> known.put(message.id(), message));
        while (true) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            List<MessageAnswer> changed = new ArrayList<>(ask(filter.query(), MAX_MESSAGES).messages().stream()
                    .filter(message -> !message.equals(known.get(message.id())))
                    .toList());
            Collections.reverse(changed);
            changed.forEach(message -> known.put(message.id(), message));
            printMore(changed);
            forgetTheOldest(known);
        }
    }

    private void printMore(List<MessageAnswer> messages) {
        var out = spec.commandLine().getOut();
        if (format.isJson()) {
            messages.forEach(message -> out.println(StrictJson.tree(message)));
            out.flush();
        } else if (!messages.isEmpty()) {
            Screen screen = Invocation.of(spec).screen();
            screen.print(new MessageScreen(screen.times()).rows(messages));
        }
    }

    private static void forgetTheOldest(Map<String, MessageAnswer> known) {
        while (known.size() > 5 * MAX_MESSAGES) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
