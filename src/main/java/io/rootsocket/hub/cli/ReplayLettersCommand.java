package io.rootsocket.hub.cli;

import io.rootsocket.hub.outbox.DeadLetterPage;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends dead letters on their way again. */
@Command(
        name = "replay",
        description = "Sends dead letters on their way again, the oldest first, each channel in its old order.",
        footer = {"", "Example: hub dead-letters replay --channel news --dry-run"})
final class ReplayLettersCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private LettersOptions letters;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only says how many would be replayed.")
    private boolean dryRun;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> words = filter.words(all);
        try (Letters opened = letters.open(admin)) {
            DeadLetterPage page = opened.page(words, 0);
            int stay = page.matching() - page.replayable();
            if (page.replayable() == 0 && stay > 0) {
                throw new AdminException(
                        ExitCode.FIX_CONFIGURATION,
                        "None of %d dead letter(s) can be replayed: %s.".formatted(stay, opened.whyTheyStay()),
                        null);
            }
            if (dryRun) {
                print("Would replay %d dead letter(s).", page.replayable());
            } else {
                print("Replayed %d dead letter(s).", replay(opened, words, page.replayable()));
            }
            if (stay > 0) {
                spec.commandLine().getErr().printf("%d stay: %s.%n", stay, opened.whyTheyStay());
            }
        }
        return 0;
    }

    private int replay(Letters opened, Map<String, String> words, int total) throws InterruptedException {
        return new InPortions("Replayed", total, spec.commandLine().getErr()).run(most -> opened.replay(words, most));
    }

    private void print(String sentence, int count) {
        spec.commandLine().getOut().println(sentence.formatted(count));
    }
}
