package io.rootsocket.hub.outbox;

import java.time.Duration;

/** How often an outbox looks after itself in tests that wait for it: as a hub does it, but sooner. */
final class QuickUpkeep {

    static final Upkeep QUICK = new Upkeep(
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofHours(1),
            Duration.ofSeconds(1));

    private QuickUpkeep() {}
}
