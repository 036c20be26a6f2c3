package io.rootsocket.hub.bench;

import java.net.URI;
import java.time.Duration;

/**
 * What a {@link LoadGenerator} is to do.
 *
 * @param perSecond how many calls are due in each second; 0: each caller calls again once it has its answer
 */
record LoadRound(URI url, int callers, Duration length, int perSecond) {

    static LoadRound of(String line) {
        String[] cells = line.split(" ");
        return new LoadRound(
                URI.create(cells[0]), Integer.parseInt(cells[1]), Duration.parse(cells[2]), Integer.parseInt(cells[3]));
    }

    String line() {
        return "%s %d %s %d".formatted(url, callers, length, perSecond);
    }
}
