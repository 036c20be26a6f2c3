package io.rootsocket.hub.log;

import io.rootsocket.hub.text.NearestWord;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;

/** What people call those who log. */
final class LoggerNames {

    /** The parts of the hub, as people say and the text of the log does. */
    static final Map<String, String> PARTS =
            Map.of("hub", "io.rootsocket.hub", "camel", "org.apache.camel", "broker", "org.apache.activemq");

    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cc}]{1,200}");
    private static final String ROOM = "io.rootsocket.hub.";

    private LoggerNames() {}

    /**
     * The name of a logger. One with a dot is taken as it is, since a class that has not logged yet cannot be told from a typing
     * error; one without is known, or is an error.
     *
     * @param others what else is a logger
     * @throws IllegalArgumentException if nobody logs by that name
     */
    static String full(String typed, Collection<String> others) {
        if (!NAME.matcher(typed).matches()) {
            throw new IllegalArgumentException("`%s` is not the name of a logger.".formatted(typed.strip()));
        }
        String part = PARTS.get(typed);
        if (part != null) {
            return part;
        }
        if (rooms().contains(typed)) {
            return ROOM + typed;
        }
        if (typed.contains(".") || others.contains(typed) || hasLogged(typed)) {
            return typed;
        }
        throw unknown(typed, others);
    }

    /** The packages of the hub, which are loaded when it runs. */
    private static Set<String> rooms() {
        var rooms = new TreeSet<String>();
        for (Package each : LoggerNames.class.getClassLoader().getDefinedPackages()) {
            if (each.getName().startsWith(ROOM)) {
                rooms.add(each.getName().substring(ROOM.length()).split("\\.", 2)[0]);
            }
        }
        return rooms;
    }

    /** A {@code log:} endpoint of a route is one that only its route names. */
    private static boolean hasLogged(String typed) {
        return LoggerContext.getContext(false).getLoggers().stream()
                .map(Logger::getName)
                .anyMatch(name -> name.equals(typed) || name.startsWith(typed + "."));
    }

    private static IllegalArgumentException unknown(String typed, Collection<String> others) {
        var ours = new TreeSet<>(PARTS.keySet());
        ours.addAll(rooms());
        var known = new TreeSet<>(ours);
        known.addAll(others);
        String nearest = NearestWord.suggestion(typed, known).map(" "::concat).orElse("");
        return new IllegalArgumentException(
                "Nothing logs by the name `%s`.%s Name a route, a package of Java's with its dots, or one of: %s."
                        .formatted(typed, nearest, String.join(", ", ours)));
    }
}
