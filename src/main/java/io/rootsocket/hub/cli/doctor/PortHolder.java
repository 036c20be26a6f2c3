package io.rootsocket.hub.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which process listens on a port, as far as Linux tells this user. */
final class PortHolder {

    private static final String LISTENS = "0A";
    private static final int MAX_LENGTH = 60;

    private PortHolder() {}

    /** Such as {@code process 4711, java}; empty if that cannot be found out. */
    static Optional<String> of(int port) {
        Set<String> sockets = new HashSet<>();
        List.of("/proc/net/tcp", "/proc/net/tcp6").forEach(table -> sockets.addAll(listening(Path.of(table), port)));
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> holds(process, sockets))
                    .findFirst()
                    .map(PortHolder::words);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Set<String> listening(Path table, int port) {
        String wanted = ":%04X".formatted(port);
        var sockets = new HashSet<String>();
        try (Stream<String> lines = Files.lines(table)) {
            lines.map(line -> line.strip().split("\\s+"))
                    .filter(cells -> cells.length > 9
                            && cells[1].toUpperCase(Locale.ROOT).endsWith(wanted)
                            && cells[3].equals(LISTENS))
                    .forEach(cells -> sockets.add("socket:[%s]".formatted(cells[9])));
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
        return sockets;
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Without its arguments: a password may be among them. */
    private static String words(Path process) {
        String program;
        try {
            program = Files.readString(process.resolve("cmdline"))
                    .split("\0", 2)[0]
                    .strip();
        } catch (IOException e) {
            program = "";
        }
        String shown = program.length() > MAX_LENGTH ? program.substring(0, MAX_LENGTH) + "…" : program;
        return "process %s%s".formatted(process.getFileName(), shown.isEmpty() ? "" : ", " + shown);
    }
}
