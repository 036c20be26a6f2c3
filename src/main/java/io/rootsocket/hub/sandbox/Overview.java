package io.rootsocket.hub.sandbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The open connections, counted three ways. RootSocket shows such counts on its dashboard but documents no more than
 * the three names.
 *
 * @param os by operating system, as far as the user agent tells
 * @param userAgent by user agent, in its own words
 * @param time by the minute in which they were opened, in UTC
 */
record Overview(Map<String, Integer> os, Map<String, Integer> userAgent, Map<String, Integer> time) {

    static Overview empty() {
        return new Overview(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    void count(String agent, Instant openedAt) {
        os.merge(operatingSystem(agent), 1, Integer::sum);
        userAgent.merge(agent, 1, Integer::sum);
        time.merge(openedAt.truncatedTo(ChronoUnit.MINUTES).toString(), 1, Integer::sum);
    }

    private static String operatingSystem(String agent) {
        String words = agent.toLowerCase(Locale.ROOT);
        // Android says Linux too, and iOS says Mac OS X: the special ones first.
        if (words.contains("android")) {
            return "Android";
        } else if (words.contains("iphone") || words.contains("ipad")) {
            return "iOS";
        } else if (words.contains("windows")) {
            return "Windows";
        } else if (words.contains("mac os")) {
            return "macOS";
        }
        return words.contains("linux") ? "Linux" : "unknown";
    }
}
