package io.rootsocket.hub.routes.graph;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Graphs as plain text. */
public final class OutlineText {

    private OutlineText() {}

    /** One route as a tree: each step on a line, below the one before it. */
    public static String of(RouteOutline outline) {
        var text = new StringBuilder();
        text.append("%s %s  (%s)%n".formatted(outline.kind().word(), outline.name(), outline.place()));
        outline.description()
                .ifPresent(about -> text.append("  ").append(about.strip()).append('\n'));
        text.append("  ").append(outline.from().sentence()).append('\n');
        steps(outline.steps(), "  ", text);
        for (Branch handler : outline.handlers()) {
            text.append("  ").append(handler.label()).append('\n');
            steps(handler.steps(), "  ", text);
        }
        return text.toString();
    }

    private static void steps(List<RouteStep> steps, String before, StringBuilder text) {
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i + 1 == steps.size();
            RouteStep step = steps.get(i);
            text.append(before)
                    .append(last ? "└ " : "├ ")
                    .append(step.sentence())
                    .append('\n');
            branches(step, before + (last ? "  " : "│ "), text);
        }
    }

    private static void branches(RouteStep step, String before, StringBuilder text) {
        for (Branch branch : step.branches()) {
            boolean labelled = !branch.label().isEmpty();
            if (labelled) {
                text.append(before).append(word(branch)).append(branch.label()).append('\n');
            }
            steps(branch.steps(), labelled ? before + "  " : before, text);
        }
    }

    private static String word(Branch branch) {
        return branch.way() == Branch.Way.CASE && !branch.label().equals("otherwise") ? "when " : "";
    }

    /** Which feeds which, one link a line. */
    public static String links(RouteGraphs graphs) {
        return graphs.links().stream()
                .map(link -> "%s -> %s%s%s"
                        .formatted(
                                told(link.from()),
                                told(link.to()),
                                link.via().isEmpty() ? "" : "  by " + link.via(),
                                link.failure() ? "  (what failed)" : ""))
                .collect(Collectors.joining("\n"));
    }

    /** A place with its kind. */
    public static String told(Place place) {
        return place.kind() == Place.Kind.OUTSIDE
                ? place.name()
                : "%s %s".formatted(place.kind().name().toLowerCase(Locale.ROOT), place.name());
    }
}
