package io.rootsocket.hub.replay;

import java.time.Instant;
import java.util.Optional;

/**
 * A replay, as far as it has come.
 *
 * @param number which one it is, counted since the start of the hub
 * @param by who asked for it
 * @param why what for; empty if nobody has said
 * @param of how many it sends
 * @param done how many it has sent
 * @param failed how many of these their routes have failed on; each is a dead letter
 * @param begun when it was begun
 * @param ended when it ended; empty while it runs
 * @param cancelled whether somebody has ended it before
 */
public record ReplayState(
        int number,
        String by,
        Optional<String> why,
        int of,
        int done,
        int failed,
        Instant begun,
        Optional<Instant> ended,
        boolean cancelled) {

    /** One that has sent nothing yet. */
    static ReplayState begun(int number, String by, Optional<String> why, int of, Instant at) {
        return new ReplayState(number, by, why, of, 0, 0, at, Optional.empty(), false);
    }

    /** The same, one further. */
    ReplayState after(boolean sent) {
        return new ReplayState(number, by, why, of, done + 1, failed + (sent ? 0 : 1), begun, ended, cancelled);
    }

    ReplayState ended(Instant at, boolean byAPerson) {
        return new ReplayState(number, by, why, of, done, failed, begun, Optional.of(at), byAPerson);
    }
}
