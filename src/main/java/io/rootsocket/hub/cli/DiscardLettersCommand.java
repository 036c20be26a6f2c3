package io.rootsocket.hub.cli;

import io.rootsocket.hub.deadletters.DeadLetterFilter;
import picocli.CommandLine.Command;

/** Throws dead letters away. */
@Command(
        name = "discard",
        description = "Throws dead letters away. They do not come back.",
        footer = {"", "Example: hub dead-letters discard --kind expired --older-than 7d --dry-run"})
final class DiscardLettersCommand extends LettersChange {

    @Override
    void change(Letters opened, DeadLetterFilter filter) throws InterruptedException {
        carryOut("Discarded", opened.page(filter, 0).matching(), most -> opened.discard(filter, most));
    }
}
