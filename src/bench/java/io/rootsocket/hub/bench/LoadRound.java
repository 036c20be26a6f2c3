package io.rootsocket.hub.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a {@link LoadGenerator} is to do.
 *
 * @param urls the webhook, or the same one of several hubs, which the callers share out among them
 * @param perSecond how many calls are due in each second; 0: each caller calls again once it has its answer
 */
record LoadRound(List<URI> urls, int callers, Duration length, int perSecond) {

    LoadRound(URI url, int callers, Duration length, int perSecond) {
        this(List.of(url), callers, length, perSecond);
    }

    static LoadRound of(String line) {
        String[] cells = line.split(" ");
        return new LoadRound(
                Arrays.stream(cells[0].split(",")).map(URI::create).toList(),
                Integer.parseInt(cells[1]),
                Duration.parse(cells[2]),
                Integer.parseInt(cells[3]));
    }

    String line() {
        String all = urls.stream().map(URI::toString).collect(Collectors.joining(","));
        return "%s %d %s %d".formatted(all, callers, length, perSecond);
    }
}
