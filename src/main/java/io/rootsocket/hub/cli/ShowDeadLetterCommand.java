package io.rootsocket.hub.cli;

import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.http.StrictJson;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a dead letter. */
@Command(
        name = "show",
        description = "Prints everything about a dead letter, with its payload.",
        footer = {"", "Example: hub dead-letters show 3F2A9C0D1B7E4A5-0000000000000012"})
final class ShowDeadLetterCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private DeadLettersOptions letters;

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "As `list` prints it. A message for several channels has a letter for each.")
    private String id;

    @Option(names = "--json", description = "Prints a JSON array, the payload exactly as it is.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        List<DeadLetter> found;
        try (OpenedDeadLetters opened = letters.open(admin)) {
            found = opened.show(id);
        }
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(StrictJson.tree(found).toPrettyString());
            return 0;
        }
        var text = new DeadLetterText(ZoneId.systemDefault());
        for (int i = 0; i < found.size(); i++) {
            if (i > 0) {
                out.println();
            }
            text.sheet(found.get(i)).forEach(out::println);
        }
        return 0;
    }
}
