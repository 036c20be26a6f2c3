package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.console.html.Page;
import io.rootsocket.hub.console.html.PageRequest;
import io.rootsocket.hub.console.html.View;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.trail.TrailFilter;
import java.util.NoSuchElementException;

/** One channel: what waits for it, what went to it last, and which routes write to it. */
record ChannelDetailPage(Hub hub, RouteGraphsOfHub graphs, Traffic traffic) implements Page {

    private record Model(ChannelsPage.Row row, RecentMessages.Shown recent) {}

    @Override
    public String path() {
        return ChannelsPage.PATH + "/:name";
    }

    @Override
    public View show(PageRequest request) {
        String name = request.path("name");
        ChannelsPage.Row row = ChannelsPage.rows(hub, graphs, traffic).stream()
                .filter(one -> one.channel().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(
                        "No route writes to a channel `%s`, and nothing went there since the hub started."
                                .formatted(name)));
        return new View(
                "channel",
                "Channel " + name,
                "messages --channel " + name,
                new Model(row, RecentMessages.of(hub.trail(), TrailFilter.ALL.toChannel(name))));
    }
}
