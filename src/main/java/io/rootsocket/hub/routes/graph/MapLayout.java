package io.rootsocket.hub.routes.graph;

import static java.util.Objects.requireNonNull;

import io.rootsocket.hub.routes.graph.Drawing.Box;
import io.rootsocket.hub.routes.graph.Drawing.Line;
import io.rootsocket.hub.routes.graph.Drawing.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Lays out all routes from left to right, after Sugiyama: who feeds others stands left of them, in each column the order is
 * the one in which the fewest lines cross, and what hangs together stands at the same height. Channels and what is outside
 * are the last column.
 */
final class MapLayout {

    private static final double COLUMN_GAP = 80;
    private static final double ROW_GAP = 12;
    private static final double PAD = 12;
    private static final int SWEEPS = 8;

    private final Map<Place, Integer> columns = new LinkedHashMap<>();
    private final Function<Place, Optional<String>> details;
    private final List<List<Node>> layers = new ArrayList<>();
    private final List<List<Node>> chains = new ArrayList<>();
    private final RouteGraphs graphs;

    /** A box of a column, or where a line passes through it. */
    private static final class Node {

        private final Optional<Place> place;
        private final double height;
        private final List<Node> before = new ArrayList<>();
        private final List<Node> after = new ArrayList<>();
        private double y;
        private double left;
        private double right;

        Node(Optional<Place> place, double height) {
            this.place = place;
            this.height = height;
        }

        double middle() {
            return y + height / 2;
        }
    }

    private MapLayout(RouteGraphs graphs, Function<Place, Optional<String>> details) {
        this.graphs = graphs;
        this.details = details;
    }

    /** @param details what stands below the name of a place */
    static Drawing of(RouteGraphs graphs, Function<Place, Optional<String>> details) {
        var layout = new MapLayout(graphs, details);
        layout.columns();
        layout.nodes();
        for (int i = 0; i < SWEEPS; i++) {
            layout.order(i % 2 == 0);
        }
        for (int i = 0; i < SWEEPS; i++) {
            layout.align(i % 2 == 0);
        }
        return layout.draw();
    }

    /** Each place as far right as what feeds it demands; what closes a circle demands nothing. */
    private void columns() {
        var places = new LinkedHashSet<Place>();
        graphs.outlines().forEach(outline -> places.add(LinkFinder.place(outline)));
        graphs.links().forEach(link -> {
            places.add(link.from());
            places.add(link.to());
        });
        var into = new HashMap<Place, List<Place>>();
        graphs.links()
                .forEach(link -> into.computeIfAbsent(link.to(), place -> new ArrayList<>())
                        .add(link.from()));
        places.forEach(place -> column(place, into, new HashSet<>()));
        int last = columns.entrySet().stream()
                .filter(column -> isInside(column.getKey()))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(-1);
        columns.replaceAll((place, column) -> isInside(place) ? column : last + 1);
    }

    private static boolean isInside(Place place) {
        return place.kind() == Place.Kind.ROUTE || place.kind() == Place.Kind.KAMELET;
    }

    private int column(Place place, Map<Place, List<Place>> into, Set<Place> open) {
        Integer known = columns.get(place);
        if (known != null) {
            return known;
        }
        open.add(place);
        int column = 0;
        for (Place feeding : into.getOrDefault(place, List.of())) {
            if (!open.contains(feeding)) {
                column = Math.max(column, column(feeding, into, open) + 1);
            }
        }
        open.remove(place);
        columns.put(place, column);
        return column;
    }

    private void nodes() {
        int count =
                columns.values().stream().mapToInt(column -> column + 1).max().orElse(0);
        for (int i = 0; i < count; i++) {
            layers.add(new ArrayList<>());
        }
        var boxes = new HashMap<Place, Node>();
        columns.forEach((place, column) -> {
            double height = Drawing.BOX_HEIGHT + (details.apply(place).isPresent() ? Drawing.DETAIL_HEIGHT : 0);
            var node = new Node(Optional.of(place), height);
            boxes.put(place, node);
            layers.get(column).add(node);
        });
        graphs.links()
                .forEach(link ->
                        chain(requireNonNull(boxes.get(link.from())), requireNonNull(boxes.get(link.to())), link));
        layers.forEach(MapLayout::stack);
    }

    /** A line over several columns passes through a gap in each. */
    private void chain(Node from, Node to, Link link) {
        int start = requireNonNull(columns.get(link.from()));
        int end = requireNonNull(columns.get(link.to()));
        var chain = new ArrayList<Node>();
        chain.add(from);
        for (int column = start + 1; column < end; column++) {
            var gap = new Node(Optional.empty(), 0);
            layers.get(column).add(gap);
            join(chain.get(chain.size() - 1), gap);
            chain.add(gap);
        }
        if (start < end) {
            join(chain.get(chain.size() - 1), to);
        }
        chain.add(to);
        chains.add(chain);
    }

    private static void join(Node from, Node to) {
        from.after.add(to);
        to.before.add(from);
    }

    private static void stack(List<Node> layer) {
        double y = 0;
        for (Node node : layer) {
            node.y = y;
            y += node.height + ROW_GAP;
        }
    }

    private void order(boolean forward) {
        for (int i = 0; i < layers.size(); i++) {
            List<Node> layer = layers.get(forward ? i : layers.size() - 1 - i);
            var wanted = new HashMap<Node, Double>();
            layer.forEach(node -> wanted.put(node, wanted(node, forward)));
            layer.sort(Comparator.comparing(wanted::get));
            stack(layer);
        }
    }

    private static double wanted(Node node, boolean forward) {
        List<Node> neighbours = forward ? node.before : node.after;
        return neighbours.stream().mapToDouble(Node::middle).average().orElse(node.middle());
    }

    /** Each as near to its neighbours as the order allows: those that would overlap share the middle of what they want. */
    private void align(boolean forward) {
        for (int i = 0; i < layers.size(); i++) {
            List<Node> layer = layers.get(forward ? i : layers.size() - 1 - i);
            var groups = new ArrayList<Group>();
            for (Node node : layer) {
                var group = new Group(node, wanted(node, forward) - node.height / 2);
                while (!groups.isEmpty() && groups.get(groups.size() - 1).overlaps(group)) {
                    group = groups.remove(groups.size() - 1).and(group);
                }
                groups.add(group);
            }
            groups.forEach(Group::place);
        }
    }

    /** Nodes of a column without a gap between them. */
    private static final class Group {

        private final List<Node> nodes = new ArrayList<>();
        private double start;
        private double height;

        Group(Node node, double start) {
            nodes.add(node);
            this.start = start;
            this.height = node.height + ROW_GAP;
        }

        boolean overlaps(Group below) {
            return start + height > below.start;
        }

        Group and(Group below) {
            int count = nodes.size() + below.nodes.size();
            start = (start * nodes.size() + (below.start - height) * below.nodes.size()) / count;
            nodes.addAll(below.nodes);
            height += below.height;
            return this;
        }

        void place() {
            double y = start;
            for (Node node : nodes) {
                node.y = y;
                y += node.height + ROW_GAP;
            }
        }
    }

    private Drawing draw() {
        var drawing = new Drawing();
        double top = layers.stream()
                .flatMap(List::stream)
                .mapToDouble(node -> node.y)
                .min()
                .orElse(0);
        double x = PAD;
        for (List<Node> layer : layers) {
            double width = layer.stream()
                    .flatMap(node -> node.place.stream())
                    .mapToDouble(this::width)
                    .max()
                    .orElse(0);
            for (Node node : layer) {
                node.y += PAD - top;
                node.left = x;
                node.right = x + width;
            }
            x += width + COLUMN_GAP;
        }
        layers.forEach(layer -> layer.forEach(node -> node.place.ifPresent(place -> drawing.add(box(node, place)))));
        for (int i = 0; i < chains.size(); i++) {
            draw(drawing, chains.get(i), graphs.links().get(i));
        }
        return drawing;
    }

    private double width(Place place) {
        return Drawing.width(place.name(), details.apply(place));
    }

    private Box box(Node node, Place place) {
        String style = switch (place.kind()) {
            case ROUTE, KAMELET -> "step";
            case CHANNEL -> "channel";
            case OUTSIDE -> "endpoint";
        };
        Optional<String> detail = details.apply(place);
        return new Box(
                node.left,
                node.y,
                node.right - node.left,
                node.height,
                style,
                Drawing.cut(place.name()),
                detail.map(Drawing::cut),
                place.kind().word() + " " + place.name()
                        + detail.map(more -> "  " + more).orElse(""),
                Optional.of(place));
    }

    private static void draw(Drawing drawing, List<Node> chain, Link link) {
        var points = new ArrayList<Point>();
        Node first = chain.get(0);
        points.add(new Point(first.right, first.middle()));
        for (Node node : chain.subList(1, chain.size())) {
            points.add(new Point(node.left, node.middle()));
            if (node.place.isEmpty()) {
                points.add(new Point(node.right, node.middle()));
            }
        }
        drawing.add(new Line(points, link.failure() ? "flow failure" : "flow", true, true));
    }
}
