package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.http.StrictJson;
import io.rootsocket.hub.text.Printable;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a dead letter. */
@Command(
        name = "show",
        description = "Prints everything about a dead letter, with its payload.",
        footer = {"", "Example: hub dead-letters show 3F2A9C0D", "Example: hub dead-letters show --last"})
final class ShowDeadLetterCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private DeadLettersOptions letters;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ID",
            description =
                    "As `list` prints it, or its beginning. A message for several channels has a letter for each.")
    private @Nullable String id;

    @Option(names = "--last", description = "The one that was given up last, instead of one with an ID.")
    private boolean last;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() throws InterruptedException {
        if ((id == null) != last) {
            throw new ParameterException(spec.commandLine(), "Name one dead letter: its ID, or --last.");
        }
        List<DeadLetter> found;
        try (OpenedDeadLetters opened = letters.open(admin)) {
            found = id == null ? opened.last() : opened.show(id);
        }
        var out = spec.commandLine().getOut();
        if (format.isJson()) {
            out.println(StrictJson.tree(found).toPrettyString());
            return 0;
        }
        Screen screen = Invocation.of(spec).screen();
        var text = new DeadLetterScreen(screen.times());
        for (DeadLetter letter : found) {
            screen.print(text.sheet(letter));
            letter.payload().lines().map(Printable::marked).forEach(out::println);
        }
        return 0;
    }
}
