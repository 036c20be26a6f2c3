package io.rootsocket.hub.durability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A trial of what really happens, and a row of the table that {@link ProofTable} makes of all. Each runs small with the
 * other tests, and large with {@code mvn -Pproof verify}.
 *
 * @param fault what kind of fault it was
 * @param name what happened to the hub
 * @param accepted how many messages were answered 2xx, or waited before
 * @param lost how many of them never came, without a word of it
 * @param repeated how many came again
 * @param outOfOrder how many came after a later one of their channel
 * @param recovery how the hub came back
 */
public record Trial(
        Fault fault, String name, long accepted, long lost, long repeated, long outOfOrder, Recovery recovery) {

    /** Where the rows of all forks are gathered, one a line: the place of its fault, a tab, and the row. */
    static final Path ROWS = Path.of("target", "proof-rows.txt");

    private static final boolean LARGE = Boolean.getBoolean("proof");

    /** The kinds of faults, in the order of the table. */
    public enum Fault {
        KILL,
        STOP,
        MEMORY,
        DISK,
        FILES,
        CLOCK,
        EDIT,
        PEER,
        NODE,
        POWER
    }

    /** How a hub came back. */
    public enum Recovery {
        /** The process went on. */
        BY_ITSELF("yes"),
        /** The process ended, and was started again as a supervisor would. */
        AFTER_A_START("yes, when started again"),
        /** It said what was missing, which no hub could know. */
        SAID("yes, and said how many");

        private final String words;

        Recovery(String words) {
            this.words = words;
        }
    }

    /** How many of something a trial takes: few with the other tests, many for the table. */
    public static int count(int small, int large) {
        return LARGE ? large : small;
    }

    /** What came of messages that were accepted. */
    public static Trial of(
            Fault fault, String name, Map<String, List<Integer>> accepted, Received received, Recovery recovery) {
        return new Trial(
                fault,
                name,
                accepted.values().stream().mapToLong(List::size).sum(),
                received.missing(accepted),
                received.repeats(accepted.keySet()),
                received.outOfOrder(accepted.keySet()),
                recovery);
    }

    /** Adds its row to the table, which has those of large trials. */
    public void write() {
        if (!LARGE) {
            return;
        }
        String row = "| %s | %,d | %,d | %,d | %,d | %s |%n"
                .formatted(name, accepted, lost, repeated, outOfOrder, recovery.words);
        try {
            Files.createDirectories(ROWS.getParent());
            Files.writeString(
                    ROWS,
                    "%02d\t%s".formatted(fault.ordinal(), row),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
