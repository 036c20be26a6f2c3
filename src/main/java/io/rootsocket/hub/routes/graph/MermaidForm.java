package io.rootsocket.hub.routes.graph;

import io.rootsocket.hub.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Graphs as Mermaid draws them, as in a README. For one graph. */
public final class MermaidForm {

    private final StringBuilder text = new StringBuilder();
    private int nodes;

    private MermaidForm() {}

    /** An end of a step that is not joined to the next one yet, and what is written on its line. */
    private record Open(String node, String label, boolean failure) {}

    /** One route. */
    public static String of(RouteOutline outline) {
        var form = new MermaidForm();
        form.text.append("flowchart TD\n");
        String from = form.node(outline.from().sentence(), "([%s])");
        form.steps(outline.steps(), List.of(new Open(from, "", false)));
        for (Branch handler : outline.handlers()) {
            String begin = form.node(handler.label(), "{{%s}}");
            form.steps(handler.steps(), List.of(new Open(begin, "", true)));
        }
        return form.text.toString();
    }

    /** Which route feeds which. */
    public static String of(RouteGraphs graphs) {
        var form = new MermaidForm();
        form.text.append("flowchart LR\n");
        Map<Place, String> known = new HashMap<>();
        graphs.outlines().forEach(outline -> form.place(LinkFinder.place(outline), known));
        for (Link link : graphs.links()) {
            String from = form.place(link.from(), known);
            form.join(new Open(from, link.via(), link.failure()), form.place(link.to(), known));
        }
        return form.text.toString();
    }

    private String place(Place place, Map<Place, String> known) {
        String node = known.get(place);
        if (node == null) {
            String shape = switch (place.kind()) {
                case ROUTE, KAMELET -> "[%s]";
                case CHANNEL -> "([%s])";
                case OUTSIDE -> "[/%s/]";
            };
            node = node(OutlineText.told(place), shape);
            known.put(place, node);
        }
        return node;
    }

    private List<Open> steps(List<RouteStep> steps, List<Open> before) {
        List<Open> open = before;
        for (RouteStep step : steps) {
            String node = node(step.sentence(), step.branches().isEmpty() ? "[%s]" : "{{%s}}");
            open.forEach(end -> join(end, node));
            open = ends(step, node);
        }
        return open;
    }

    private List<Open> ends(RouteStep step, String node) {
        if (step.ends()) {
            return List.of();
        }
        var ends = new ArrayList<Open>();
        for (Branch branch : step.branches()) {
            boolean failure = branch.way() == Branch.Way.FAILURE;
            ends.addAll(steps(branch.steps(), List.of(new Open(node, branch.label(), failure))));
        }
        if (step.branches().isEmpty() || step.maySkip()) {
            ends.add(new Open(node, step.maySkip() ? "otherwise" : "", false));
        }
        return ends;
    }

    private String node(String label, String shape) {
        String name = "n" + nodes++;
        text.append("  ").append(name).append(shape.formatted(quoted(label))).append('\n');
        return name;
    }

    private void join(Open from, String to) {
        text.append("  ").append(from.node()).append(from.failure() ? " -.->" : " -->");
        if (!from.label().isEmpty()) {
            text.append('|').append(quoted(from.label())).append('|');
        }
        text.append(' ').append(to).append('\n');
    }

    /** Mermaid reads markup and entities in a quoted text, too. */
    private static String quoted(String label) {
        var quoted = new StringBuilder("\"");
        Drawing.cut(Printable.line(label)).codePoints().forEach(letter -> {
            if ("\"#&<>`\\|{}[]()".indexOf(letter) >= 0) {
                quoted.append('#').append(letter).append(';');
            } else {
                quoted.appendCodePoint(letter);
            }
        });
        return quoted.append('"').toString();
    }
}
