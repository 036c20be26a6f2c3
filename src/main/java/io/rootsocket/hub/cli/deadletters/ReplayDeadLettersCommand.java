package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.cli.invocation.AdminException;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetterPage;
import io.rootsocket.hub.text.Counted;
import picocli.CommandLine.Command;

/** Sends dead letters on their way again. */
@Command(
        name = "replay",
        description = "Sends dead letters on their way again, the oldest first, each channel in its old order.",
        footer = {"", "Example: hub dead-letters replay --channel news --dry-run"})
final class ReplayDeadLettersCommand extends DeadLettersChangeCommand {

    @Override
    void change(OpenedDeadLetters opened, DeadLetterFilter filter) throws InterruptedException {
        DeadLetterPage page = opened.page(filter, 0);
        int stay = page.matching() - page.replayable();
        if (page.replayable() == 0 && stay > 0) {
            throw new AdminException(
                    ExitCode.FIX_CONFIGURATION,
                    "None of %s can be replayed: %s.".formatted(Counted.of(stay, "dead letter"), opened.whyTheyStay()),
                    null);
        }
        carryOut("Replayed", page.replayable(), max -> opened.replay(filter, max));
        if (stay > 0) {
            warn("%d stay: %s.".formatted(stay, opened.whyTheyStay()));
        }
    }
}
