package io.rootsocket.hub.console.pages;

import io.rootsocket.hub.trail.Arrived;
import io.rootsocket.hub.trail.Chain;
import java.util.List;
import java.util.Locale;

/** What a row tells of a chain, beside what became of it. */
final class ChainWords {

    private ChainWords() {}

    static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    /** The route that took it; empty if that is not known. */
    static String route(Chain chain) {
        return chain.arrived()
                .map(Arrived::route)
                .or(() -> chain.messages().stream()
                        .flatMap(message -> message.accepted().stream())
                        .map(accepted -> accepted.route())
                        .findFirst())
                .orElse("");
    }

    /** The channels that it went to, each once. */
    static List<String> channels(Chain chain) {
        return chain.messages().stream()
                .flatMap(message -> message.accepted().stream())
                .map(accepted -> accepted.channel())
                .distinct()
                .toList();
    }
}
