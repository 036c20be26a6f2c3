package io.rootsocket.hub.cli;

import io.rootsocket.hub.backup.Manifest;
import io.rootsocket.hub.backup.Restore;
import io.rootsocket.hub.cli.invocation.AdminException;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.ExitCode;
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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
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

    /** A disk that is full here is told apart from a hub that is gone. */
    private static void write(InputStream answer, Path file) {
        byte[] part = new byte[1 << 16];
        try (FileChannel channel = PrivateFiles.open(file);
                OutputStream out = Channels.newOutputStream(channel)) {
            for (int length = read(answer, part); length >= 0; length = read(answer, part)) {
                out.write(part, 0, length);
            }
            channel.force(true);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static int read(InputStream answer, byte[] part) {
        try {
            return answer.read(part);
        } catch (IOException e) {
            throw new AdminException(
                    ExitCode.TRY_AGAIN,
                    "The hub did not send the backup to its end (%s). Nothing of it is left here. Look whether the hub still runs, and try again."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static HubConfigurationException unwritable(Path file, IOException why) {
        return new HubConfigurationException(
                "The backup cannot be written into %s: %s. Nothing of it is left there. Make room, or name a file elsewhere."
                        .formatted(
                                Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file),
                                why instanceof NoSuchFileException ? "there is no such folder" : why.getMessage()),
                why);
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
