package io.rootsocket.hub.component;

import io.rootsocket.hub.protocol.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which key an endpoint sends. The component's own key goes only where the component's own options lead: an endpoint
 * that leads elsewhere must name a key of its own, so that nobody who gets to write an endpoint's address gets the key.
 */
final class HomeKey {

    /** Where the key goes, through whom, and who is trusted to be there. */
    private static final Map<String, Function<RootSocketConfiguration, @Nullable Object>> WAY = way();

    private HomeKey() {}

    private static Map<String, Function<RootSocketConfiguration, @Nullable Object>> way() {
        var way = new LinkedHashMap<String, Function<RootSocketConfiguration, @Nullable Object>>();
        way.put("apiUrl", configuration -> address(configuration.getApiUrl()));
        way.put("region", RootSocketConfiguration::getRegion);
        way.put("proxyHost", RootSocketConfiguration::getProxyHost);
        way.put("proxyPort", RootSocketConfiguration::getProxyPort);
        way.put("sslContextParameters", RootSocketConfiguration::getSslContextParameters);
        return way;
    }

    private static @Nullable String address(@Nullable String apiUrl) {
        return apiUrl == null || apiUrl.isBlank() ? null : BaseUrl.trimmed(apiUrl);
    }

    /**
     * The key that an endpoint sends: its own, or else the component's.
     *
     * @param own the endpoint's options, without the component's key
     * @param home the component's options
     * @return null if there is none
     * @throws RootSocketConfigurationException if it has none of its own and leads elsewhere
     */
    static @Nullable String of(Operation operation, RootSocketConfiguration own, RootSocketConfiguration home)
            throws RootSocketConfigurationException {
        if (own.getKey() != null) {
            return own.getKey();
        }
        List<String> elsewhere = elsewhere(own, home);
        if (home.getKey() != null && !elsewhere.isEmpty()) {
            throw new RootSocketConfigurationException(
                    ("`rootsocket:%s` cannot start. It has %s of its own and no key of its own, and the component's key"
                                    + " goes only where the component's own options lead. Set the option `key` beside it,"
                                    + " or set %s for the whole component.")
                            .formatted(operation.word(), named(elsewhere), named(elsewhere)),
                    Failure.unsent(operation, null));
        }
        return home.getKey();
    }

    /**
     * Refuses the component's key for an endpoint that leads elsewhere although the endpoint names it. A route may do
     * that. A message may not: Camel fills placeholders into a recipient, so who writes one could name the key unseen.
     *
     * @throws RootSocketMessageException if it does
     */
    static void refuseFromAMessage(Operation operation, RootSocketConfiguration own, RootSocketConfiguration home)
            throws RootSocketMessageException {
        List<String> elsewhere = elsewhere(own, home);
        if (own.getKey() != null && own.getKey().equals(home.getKey()) && !elsewhere.isEmpty()) {
            throw new RootSocketMessageException(
                    ("`rootsocket:%s` was not made. Its URI was computed for a message and has %s of its own, where the"
                                    + " component's key must not go. Write such an endpoint into a route.")
                            .formatted(operation.word(), named(elsewhere)),
                    Failure.unsent(operation, null));
        }
    }

    private static List<String> elsewhere(RootSocketConfiguration own, RootSocketConfiguration home) {
        return WAY.entrySet().stream()
                .filter(option -> !Objects.equals(
                        option.getValue().apply(own), option.getValue().apply(home)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String named(List<String> options) {
        return options.stream().map(option -> "`" + option + "`").collect(Collectors.joining(", "));
    }
}
