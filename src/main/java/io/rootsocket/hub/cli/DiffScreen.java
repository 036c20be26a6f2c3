package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.screen.Times;
import io.rootsocket.hub.replay.VersionDifference;
import io.rootsocket.hub.text.Counted;
import io.rootsocket.hub.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** What another version of the routes would do, as a person reads it. */
record DiffScreen(Times times) {

    private static final int MAX_SHOWN = 20;
    private static final int MAX_WIDTH = 500;

    List<String> lines(VersionDifference difference) {
        var lines = new ArrayList<String>();
        lines.add(sentence(difference));
        difference.differ().stream().limit(MAX_SHOWN).forEach(differing -> {
            lines.add("");
            lines.add("%s  %s  %s".formatted(times.at(differing.at()), differing.route(), differing.id()));
            differing.lines().forEach(line -> lines.add("  " + shortened(line)));
        });
        int more = difference.differ().size() - MAX_SHOWN;
        if (more > 0) {
            lines.add("");
            lines.add("And %d more; --format json has them all.".formatted(more));
        }
        return lines;
    }

    private static String sentence(VersionDifference difference) {
        if (difference.compared() + difference.unpredictable() == 0) {
            return "Nothing has come in that could be compared.";
        }
        return "Of the last %s %d come out the same and %d differ (%d %%).%s"
                .formatted(
                        Counted.of(difference.compared(), "input"),
                        difference.same(),
                        difference.differ().size(),
                        difference.percent(),
                        difference.unpredictable() == 0
                                ? ""
                                : " %d more come out differently each time, and say nothing."
                                        .formatted(difference.unpredictable()));
    }

    /** What strangers sent. */
    private static String shortened(String line) {
        String printable = Printable.line(line);
        return printable.length() <= MAX_WIDTH ? printable : printable.substring(0, MAX_WIDTH) + "…";
    }
}
