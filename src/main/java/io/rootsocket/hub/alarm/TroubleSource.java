package io.rootsocket.hub.alarm;

import java.time.Instant;
import java.util.List;

/** Knows what of one kind is wrong. Asked every few seconds, by one thread. */
@FunctionalInterface
public interface TroubleSource {

    /**
     * All that is wrong now, whether it was said before or not. What it cannot find out it says by an exception: then
     * nothing of its kind is raised or cleared.
     */
    List<Trouble> look(Instant now);
}
