package io.rootsocket.hub.cli;

import java.util.Map;
import picocli.CommandLine.Command;

/** Throws dead letters away. */
@Command(
        name = "discard",
        description = "Throws dead letters away. They do not come back.",
        footer = {"", "Example: hub dead-letters discard --kind expired --older-than 7d --dry-run"})
final class DiscardLettersCommand extends LettersChange {

    @Override
    void change(Letters opened, Map<String, String> words) throws InterruptedException {
        carryOut("Discarded", opened.page(words, 0).matching(), most -> opened.discard(words, most));
    }
}
