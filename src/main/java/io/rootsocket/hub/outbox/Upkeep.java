package io.rootsocket.hub.outbox;

import java.time.Duration;

/**
 * How often the outbox looks after itself. Immutable.
 *
 * @param look how often it looks at what waits, and gives up what has not been used between two looks
 * @param expire how often it looks for what is too late
 * @param close how often it closes consumers that nobody uses
 * @param openFor how long such a one stays open
 * @param metersFor how long a channel's meters stay after it was last used
 * @param metersOfManyFor the same if there are more channels than anybody looks at one by one, or were a moment ago
 */
record Upkeep(
        Duration look,
        Duration expire,
        Duration close,
        Duration openFor,
        Duration metersFor,
        Duration metersOfManyFor) {

    /** As a hub does it. */
    static final Upkeep USUAL = new Upkeep(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofHours(1),
            Duration.ofSeconds(10));
}
