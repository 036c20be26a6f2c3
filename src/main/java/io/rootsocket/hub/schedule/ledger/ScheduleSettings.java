package io.rootsocket.hub.schedule.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the schedules are kept, and how nodes share them.
 *
 * @param url the JDBC URL of a PostgreSQL that nodes share; {@code HUB_DATABASE_URL}; none means an H2 file in {@code
 *     folder}
 * @param user {@code HUB_DATABASE_USER}
 * @param password {@code HUB_DATABASE_PASSWORD}
 * @param folder where the embedded database is, if it is used
 * @param timeout how long a start waits for the database; {@code HUB_DATABASE_WAIT}, default 60 s
 * @param node what this node is called, other than all others; {@code HUB_NODE}; none means a name of its own each time
 * @param takeover after how long without a sign of life a node's work is taken over; {@code HUB_TAKEOVER}, default 15 s
 * @param keep how long the ledger remembers; {@code HUB_LEDGER_KEEP}, default 90 days
 */
public record ScheduleSettings(
        Optional<String> url,
        Optional<String> user,
        Optional<String> password,
        Path folder,
        Duration timeout,
        Optional<String> node,
        Duration takeover,
        Duration keep) {

    /**
     * @throws IllegalArgumentException if {@code takeover} is too short to tell a dead node from a slow one
     */
    public ScheduleSettings {
        if (takeover.compareTo(Duration.ofSeconds(9)) < 0) {
            throw new IllegalArgumentException(
                    "HUB_TAKEOVER must be at least 9s, or slow nodes would be taken for dead.");
        }
    }

    /** The embedded database in that folder, with the defaults. */
    public static ScheduleSettings embedded(Path folder) {
        return new ScheduleSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                folder,
                Duration.ofSeconds(60),
                Optional.empty(),
                Duration.ofSeconds(15),
                Duration.ofDays(90));
    }

    /** Never shows the password, also not one within the URL. */
    @Override
    public String toString() {
        return "ScheduleSettings[database=%s, node=%s, takeover=%s]"
                .formatted(url.map(ScheduleSettings::shown).orElse("H2 in " + folder), node, takeover);
    }

    static String shown(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }
}
