package io.rootsocket.hub.sandbox;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The open WebSockets: one for each connection token at a time. Safe to share between threads. */
final class Connections {

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:00'Z'").withZone(ZoneOffset.UTC);

    /** One open WebSocket. */
    private record Connection(String userAgent, String hour) {}

    private final Clock clock;
    private final Map<String, Connection> byToken = new ConcurrentHashMap<>();

    Connections(Clock clock) {
        this.clock = clock;
    }

    /** Takes the token for a client; false if another client has it now. */
    boolean open(String token, String userAgent) {
        return byToken.putIfAbsent(token, new Connection(userAgent, HOUR.format(clock.instant()))) == null;
    }

    void close(String token) {
        byToken.remove(token);
    }

    /** Counts under {@code os}, {@code userAgent} and {@code time}, as RootSocket's dashboard reads them. */
    Map<String, Map<String, Long>> overview() {
        return Map.of(
                "os", count(connection -> os(connection.userAgent())),
                "userAgent", count(Connection::userAgent),
                "time", count(Connection::hour));
    }

    private Map<String, Long> count(Function<Connection, String> by) {
        return byToken.values().stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
    }

    private static String os(String userAgent) {
        for (String name : new String[] {"Android", "iPhone", "Windows", "Mac OS", "Linux"}) {
            if (userAgent.contains(name)) {
                return name;
            }
        }
        return "unknown";
    }
}
