package io.rootsocket.hub.cli;

import io.rootsocket.hub.backup.Manifest;
import io.rootsocket.hub.backup.Restore;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.console.api.NothingAsked;
import io.rootsocket.hub.files.PrivateFiles;
import io.rootsocket.hub.settings.HubConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a copy of what a running hub keeps. */
@Command(
        name = "backup",
        description =
                "Writes all that a running hub keeps into a file: what waits, dead letters, schedules and what became"
                        + " of them, generations, the trail. `hub restore` puts it into the folder of another.",
        footer = {"", "Example: hub backup monday.zip"})
final class BackupCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Parameters(paramLabel = "FILE", description = "The file. It must not be there yet; only this user may read it.")
    private Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Files.exists(file)) {
            throw new HubConfigurationException(
                    "%s is there already. Name another file, or delete it.".formatted(file));
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            // What a kill has left may have other rights.
            Files.deleteIfExists(unfinished);
            admin.download("/api/backup", new NothingAsked(), answer -> write(answer, unfinished));
            Manifest manifest = Restore.read(unfinished);
            Files.move(unfinished, file);
            report(manifest);
            return 0;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void write(InputStream answer, Path file) throws IOException {
        try (FileChannel channel = PrivateFiles.open(file);
                OutputStream out = Channels.newOutputStream(channel)) {
            answer.transferTo(out);
            channel.force(true);
        }
    }

    private void report(Manifest manifest) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "Backed up to %s (%,d KB). What was accepted before %s is in it.%n",
                file,
                (Files.size(file) + 1023) / 1024,
                Invocation.of(spec).screen().times().at(manifest.begun()));
        manifest.elsewhere().forEach(part -> out.printf("Not in it, back it up there: %s.%n", part));
    }
}
