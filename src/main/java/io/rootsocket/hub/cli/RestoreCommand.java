package io.rootsocket.hub.cli;

import io.rootsocket.hub.backup.Manifest;
import io.rootsocket.hub.backup.Restore;
import io.rootsocket.hub.cli.invocation.CommandName;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.settings.Variable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a backup into the folder of a hub that does not run. */
@Command(
        name = "restore",
        description =
                "Puts a backup into an empty data folder. What was delivered after the backup is delivered again.",
        footer = {"", "Example: hub restore monday.zip --data data"})
final class RestoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What `hub backup` has written.")
    private Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder. Default: HUB_DATA, or data.")
    private @Nullable Path data;

    @Option(
            names = "--replace",
            description = "Moves what a hub has left in the folder into a folder `replaced-…` there, and restores.")
    private boolean replace;

    @Override
    public Integer call() {
        Path folder = Objects.requireNonNullElseGet(
                data, () -> Invocation.of(spec).variables().path(Variable.HUB_DATA));
        Restore.Restored restored = Restore.restore(file, folder, replace, Clock.systemUTC());
        Manifest manifest = restored.manifest();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "Restored to %s what RootSocket Hub %s had at %s. Start it with `%s run`%s: what was delivered after that is"
                        + " delivered again.%n",
                folder,
                manifest.hub(),
                Invocation.of(spec).screen().times().at(manifest.begun()),
                CommandName.text(),
                data == null ? "" : ", with HUB_DATA set to that folder");
        restored.replaced().forEach(aside -> out.printf("What was there is in %s now.%n", aside));
        manifest.elsewhere().forEach(part -> out.printf("Not in it, restore it there: %s.%n", part));
        return 0;
    }
}
