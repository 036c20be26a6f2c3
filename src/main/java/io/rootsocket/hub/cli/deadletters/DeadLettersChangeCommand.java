package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.text.Counted;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that changes the dead letters which are chosen, and all of them only for who says so. */
abstract class DeadLettersChangeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private FilterOptions filter;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private DeadLettersOptions letters;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only says how many would be ${COMMAND-NAME}ed.")
    private boolean dryRun;

    @Override
    public final Integer call() throws InterruptedException {
        DeadLetterFilter given = filter.given(all);
        try (OpenedDeadLetters opened = letters.open(admin)) {
            change(opened, filter.chosen(given, opened));
        }
        return 0;
    }

    /** Changes the letters that the filter chooses. */
    abstract void change(OpenedDeadLetters opened, DeadLetterFilter filter) throws InterruptedException;

    /** Does it and says so, or only says how much there is to do. */
    final void carryOut(String done, int total, InBatches.Act act) throws InterruptedException {
        var out = spec.commandLine().getOut();
        if (dryRun) {
            out.printf("Would %s %s.%n", spec.name(), Counted.of(total, "dead letter"));
        } else {
            int changed = new InBatches(done, total, spec.commandLine().getErr()).run(act);
            out.printf("%s %s.%n", done, Counted.of(changed, "dead letter"));
        }
    }

    final void warn(String sentence) {
        spec.commandLine().getErr().println(sentence);
    }
}
