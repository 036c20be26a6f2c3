package io.rootsocket.hub.sandbox;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Everything that the page shows, as it is now. */
final class SnapshotSource {

    /** As many channels, and messages of each, as the page starts with. */
    private static final int SHOWN_CHANNELS = 50;

    private static final int SHOWN_MESSAGES = 50;

    private final Supplier<URI> apiUrl;
    private final SandboxSettings settings;
    private final History history;
    private final Faults faults;
    private final Connections connections;

    SnapshotSource(
            Supplier<URI> apiUrl, SandboxSettings settings, History history, Faults faults, Connections connections) {
        this.apiUrl = apiUrl;
        this.settings = settings;
        this.history = history;
        this.faults = faults;
        this.connections = connections;
    }

    /**
     * What the page shows.
     *
     * @param apiUrl the base URL of the HTTP API
     * @param key the key if it is the default one; a key that somebody set may be a real one, so it stays hidden
     * @param totals how many messages each channel has had, shown or not
     * @param forgottenChannels how many channels had to give way to others
     * @param messages the last messages, oldest first within a channel
     * @param dropped the last dropped events, oldest first
     * @param faults what is active
     * @param connections how many are open
     */
    record Snapshot(
            String apiUrl,
            String key,
            Map<String, Long> totals,
            int forgottenChannels,
            List<ShownMessage> messages,
            List<ShownDrop> dropped,
            List<FaultJson> faults,
            int connections) {}

    Snapshot take() {
        boolean known = settings.key().equals(SandboxSettings.DEFAULT_KEY);
        return new Snapshot(
                apiUrl.get().toString(),
                known ? settings.key() : "xxxxxx",
                totals(),
                history.forgottenChannels(),
                messages(),
                history.dropped().stream().map(ShownDrop::of).toList(),
                faults(),
                connections.count());
    }

    private Map<String, Long> totals() {
        var totals = new LinkedHashMap<String, Long>();
        history.totals().forEach((channel, total) -> totals.put(channel.value(), total));
        return totals;
    }

    private List<ShownMessage> messages() {
        return last(history.channels(), SHOWN_CHANNELS).stream()
                .flatMap(channel -> last(history.messages(channel), SHOWN_MESSAGES).stream())
                .map(ShownMessage::of)
                .toList();
    }

    private static <T> List<T> last(List<T> list, int count) {
        return list.subList(Math.max(0, list.size() - count), list.size());
    }

    List<FaultJson> faults() {
        return faults.active().stream().map(FaultJson::of).toList();
    }
}
