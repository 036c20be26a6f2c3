package io.rootsocket.hub.bench;

/** What the contenders of {@link SideBySideBenchmark} have in common: an order comes in, and goes on as one line of text. */
final class Flow {

    static final String PATH = "/webhooks/orders";
    static final String KEY = "bench";
    /** Where RootSocket takes messages. */
    static final String MESSAGES = "/api/v1/messages/";
    /** Each caller has its own. */
    static final String CHANNEL = "orders.${header.lane}";

    static final String JQ =
            "\"Order of \" + .customer + \": \" + (.items | length | tostring) + \" items, \" + .sent + \" \" + (.number | tostring)";

    private static final String ROUTE = """
            - route:
                id: %1$s
                from:
                  uri: kamelet:webhook
                  parameters:
                    path: %2$s
                  steps:
                    - setHeader:
                        name: CamelRootSocketChannel
                        simple: %3$s
                    - transform:
                        jq:
                          resultType: java.lang.String
                          expression: '%4$s'
                    - to:
                        uri: rootsocket:message
                        parameters:
                          delivery: %5$s
            """;

    private Flow() {}

    /** The flow as a route of the hub. */
    static String route(String id, String path, String channel, String delivery) {
        return ROUTE.formatted(id, path, channel, JQ, delivery);
    }
}
