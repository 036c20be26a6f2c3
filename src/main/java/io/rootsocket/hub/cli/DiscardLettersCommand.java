package io.rootsocket.hub.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Throws dead letters away. */
@Command(
        name = "discard",
        description = "Throws dead letters away. They do not come back.",
        footer = {"", "Example: hub dead-letters discard --kind expired --older-than 7d --dry-run"})
final class DiscardLettersCommand implements Callable<Integer> {

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

    @Option(names = "--dry-run", description = "Only says how many would be discarded.")
    private boolean dryRun;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> words = filter.words(all);
        try (Letters opened = letters.open(admin)) {
            int total = opened.page(words, 0).matching();
            if (dryRun) {
                print("Would discard %d dead letter(s).", total);
            } else {
                print("Discarded %d dead letter(s).", discard(opened, words, total));
            }
        }
        return 0;
    }

    private int discard(Letters opened, Map<String, String> words, int total) throws InterruptedException {
        return new InPortions("Discarded", total, spec.commandLine().getErr()).run(most -> opened.discard(words, most));
    }

    private void print(String sentence, int count) {
        spec.commandLine().getOut().println(sentence.formatted(count));
    }
}
