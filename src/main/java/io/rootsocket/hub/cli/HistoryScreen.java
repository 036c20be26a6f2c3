package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.screen.Cell;
import io.rootsocket.hub.cli.screen.Table;
import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.cli.screen.Tone;
import io.rootsocket.hub.console.api.GenerationAnswer;
import io.rootsocket.hub.reload.history.Generation;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import java.util.List;
import java.util.Locale;

/**
 * Generations of the routes for a person's eyes.
 *
 * @param times how times are told
 */
public record HistoryScreen(Times times) {

    /** One row for each. */
    public Table table(List<GenerationAnswer> generations) {
        Table table = Table.of("N", "RESULT", "WHEN", "CAUSE", "FILES").none("No generation.");
        generations.forEach(answer -> table.row(
                Cell.of(answer.generation().number()),
                result(answer.generation()),
                times.cell(answer.generation().at()),
                Cell.of(answer.generation().cause()),
                files(answer)));
        return table;
    }

    /** What is known of one but its diff. */
    public Table sheet(GenerationAnswer answer) {
        Generation generation = answer.generation();
        Table sheet = Table.sheet()
                .row("Number", generation.number())
                .row("Result", result(generation))
                .row("When", times.told(generation.at()))
                .row("Cause", generation.cause());
        generation
                .problems()
                .forEach(problem -> sheet.row("Problem", Cell.of(problem).toned(Tone.BAD)));
        sheet.row("Routes", generation.changed().isEmpty() ? "-" : String.join(" ", generation.changed()));
        return sheet.row("Files", files(answer));
    }

    private static Cell result(Generation generation) {
        return Cell.of(generation.result().name().toLowerCase(Locale.ROOT))
                .toned(generation.result() == Result.APPLIED ? Tone.GOOD : Tone.BAD);
    }

    private static Cell files(GenerationAnswer answer) {
        return Cell.of(answer.files().isEmpty() ? "-" : String.join(" ", answer.files()));
    }
}
