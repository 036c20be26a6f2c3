package io.rootsocket.hub.bench;

/** A route that says something at certain times, to one of a hundred channels. */
final class Announcement {

    private static final String ROUTE = """
            - route:
                id: announce-%1$d
                from:
                  uri: schedule:announce-%1$d
                  parameters:
                    cron: "%2$s"
                    zone: UTC
                  steps:
                    - setBody:
                        constant: "%3$s %1$d"
                    - to:
                        uri: rootsocket:message
                        parameters:
                          channel: team.%4$d
            """;

    private Announcement() {}

    /** @param text what it says, before its number */
    static String route(int number, String cron, String text) {
        return ROUTE.formatted(number, cron, text, number % 100);
    }
}
