package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetterPage;
import io.rootsocket.hub.http.StrictJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the dead letters. */
@Command(
        name = "list",
        description = "Lists the dead letters, the oldest first, without their payloads.",
        footer = {"", "Example: hub dead-letters list --channel news --older-than 1h"})
final class ListDeadLettersCommand implements Callable<Integer> {

    /** What one page holds, here and at the hub. */
    private static final int MAX = 1_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private DeadLettersOptions letters;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() throws InterruptedException {
        DeadLetterFilter given = filter.given();
        try (OpenedDeadLetters opened = letters.open(admin)) {
            DeadLetterFilter chosen = filter.chosen(given, opened);
            DeadLetterPage page = opened.page(chosen, MAX);
            var out = spec.commandLine().getOut();
            if (format.isJson()) {
                out.println(StrictJson.tree(page.letters()).toPrettyString());
            } else {
                Screen screen = Invocation.of(spec).screen();
                screen.print(new DeadLetterScreen(screen.times()).table(page.letters()));
            }
            sayWhatIsLeftOut(page);
        }
        return 0;
    }

    private void sayWhatIsLeftOut(DeadLetterPage page) {
        if (page.matching() > page.letters().size()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "These are the oldest %d of %d. Choose with --channel, --route, --kind or --older-than.%n",
                            page.letters().size(), page.matching());
        }
    }
}
