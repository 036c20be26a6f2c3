package io.rootsocket.hub.cli;

import io.rootsocket.hub.log.LogConfiguration;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.Variable;
import io.rootsocket.hub.settings.Variables;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Chooses how the hub logs. Must run before the first logger exists.
 *
 * <p>What configures Log4j could read the environment by itself, but a value it does not know would then turn all logging off
 * without a word.
 */
final class Logs {

    private static final List<String> FORMATS = List.of("text", "json");
    private static final List<String> LEVELS = List.of("off", "error", "warn", "info", "debug", "trace");

    /** With these a failure is more than a line. */
    private static final Set<String> TRACED = Set.of("debug", "trace");

    private Logs() {}

    /**
     * Reads {@code HUB_LOG} and {@code HUB_LOG_LEVEL}.
     *
     * @throws HubConfigurationException if one of them has a value that is not known
     */
    static void choose(Variables variables) {
        String format = oneOf(FORMATS, Variable.HUB_LOG, variables);
        // Also that the level is not known is said in this format.
        System.setProperty("hub.log", format);
        String level = oneOf(LEVELS, Variable.HUB_LOG_LEVEL, variables);
        boolean traces = format.equals("text") && TRACED.contains(level);
        System.setProperty("hub.log", traces ? "traces" : format);
        System.setProperty("hub.log.level", level);
    }

    /** Whether a program reads the log. */
    static boolean areJson() {
        return "json".equals(System.getProperty("hub.log"));
    }

    /** For a command that will log, or makes what does; others need no logs, and are done sooner. */
    static void begin() {
        LogConfiguration.begin();
    }

    /** Lets such a command speak for itself: what the hub would say of each message is for one that runs. */
    static void beginWithErrorsOnly() {
        System.setProperty("hub.log.level", "off");
        System.setProperty("hub.log.root", "error");
        begin();
    }

    private static String oneOf(List<String> known, Variable name, Variables variables) {
        String given = variables.textOrDefault(name).toLowerCase(Locale.ROOT);
        if (!known.contains(given)) {
            throw new HubConfigurationException(
                    "%s=%s is not known. Set it to one of: %s.".formatted(name, given, String.join(", ", known)));
        }
        return given;
    }
}
