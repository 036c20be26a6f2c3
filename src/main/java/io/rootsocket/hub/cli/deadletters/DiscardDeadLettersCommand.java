package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.deadletters.DeadLetterFilter;
import picocli.CommandLine.Command;

/** Throws dead letters away. */
@Command(
        name = "discard",
        description = "Throws dead letters away. They do not come back.",
        footer = {"", "Example: hub dead-letters discard --kind expired --older-than 7d --dry-run"})
final class DiscardDeadLettersCommand extends DeadLettersChangeCommand {

    @Override
    void change(OpenedDeadLetters opened, DeadLetterFilter filter) throws InterruptedException {
        carryOut("Discarded", opened.page(filter, 0).matching(), max -> opened.discard(filter, max));
    }
}
