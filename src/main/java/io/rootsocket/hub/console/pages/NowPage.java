package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.hub.Hub;
import java.util.Optional;

/** What is going on: how the hub is, what waits, what came and what is coming, and what is wrong. */
record NowPage(Hub hub) implements Page {

    @Override
    public String path() {
        return "/";
    }

    @Override
    public Optional<String> name() {
        return Optional.of("Now");
    }

    @Override
    public View show(Visit visit) {
        return new View("now", "Now", "status", hub.status());
    }
}
