package io.rootsocket.hub.cli.invocation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/**
 * Where a person stands who calls a command: the launcher goes into the folder of the installation, for the routes and the data
 * there, but a file that somebody names is looked for as any other command would look for it. Immutable.
 */
public final class CallersFolder implements ITypeConverter<Path> {

    private static final Path HERE = Path.of("");

    private final Path folder;

    CallersFolder(Path folder) {
        this.folder = folder;
    }

    /** By the launcher's word. */
    public static CallersFolder known() {
        String folder = System.getProperty("hub.caller", "");
        return new CallersFolder(isHere(folder) ? HERE : Path.of(folder));
    }

    private static boolean isHere(String folder) {
        try {
            return folder.isEmpty() || Files.isSameFile(Path.of(folder), HERE);
        } catch (IOException e) {
            // It is gone, and so no file can be in it.
            return false;
        }
    }

    /** What somebody has typed, as a path that leads there from the hub's own folder. */
    @Override
    public Path convert(String typed) {
        Path path = Path.of(typed);
        return folder.equals(HERE) || typed.isEmpty()
                ? path
                : folder.resolve(path).normalize();
    }
}
