package io.rootsocket.hub.routes.graph;

import io.rootsocket.hub.routes.graph.Drawing.Box;
import io.rootsocket.hub.routes.graph.Drawing.Line;
import io.rootsocket.hub.routes.graph.Drawing.Point;
import io.rootsocket.hub.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Graphs as SVG, coloured by classes, light and dark. With a title and a description for who does not see them. Safe for
 * threads.
 */
public final class SvgForm {

    /** Beyond that nobody sees anything in it. */
    private static final int MAX_BOXES = 400;

    private static final double PAD = 12;
    private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

    private final boolean alone;
    private final Function<Place, Optional<String>> addresses;

    private SvgForm(boolean alone, Function<Place, Optional<String>> addresses) {
        this.alone = alone;
        this.addresses = addresses;
    }

    /** As a file of its own, that brings its colours. */
    public static SvgForm alone() {
        return new SvgForm(true, place -> Optional.empty());
    }

    /**
     * As a part of a page, which has {@link #styles()}.
     *
     * @param addresses where a page shows more of a place
     */
    public static SvgForm partOfPage(Function<Place, Optional<String>> addresses) {
        return new SvgForm(false, addresses);
    }

    /** The colours, as CSS. */
    public static String styles() {
        try (InputStream css = Objects.requireNonNull(SvgForm.class.getResourceAsStream("graph.css"), "graph.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The colours of graphs cannot be read", e);
        }
    }

    /** One route; empty if it is too large to be looked at. */
    public Optional<String> of(RouteOutline outline) {
        if (outline.size() > MAX_BOXES) {
            return Optional.empty();
        }
        return Optional.of(write(
                RouteLayout.of(outline),
                "graph-" + outline.name(),
                "%s %s".formatted(outline.kind().word(), outline.name()),
                OutlineText.of(outline)));
    }

    /** Which route feeds which; empty if there are too many to be looked at. */
    public Optional<String> of(RouteGraphs graphs) {
        int boxes = graphs.outlines().size() + graphs.links().size();
        if (boxes > MAX_BOXES) {
            return Optional.empty();
        }
        Drawing drawing = MapLayout.of(graphs, place -> source(graphs, place));
        return Optional.of(write(drawing, "graph-of-all", "Which route feeds which", OutlineText.links(graphs)));
    }

    private static Optional<String> source(RouteGraphs graphs, Place place) {
        return place.kind() == Place.Kind.ROUTE
                ? graphs.find(place.name()).map(outline -> outline.from().sentence())
                : Optional.of(place.kind().word());
    }

    private String write(Drawing drawing, String id, String title, String description) {
        var text = new StringWriter();
        try {
            XMLStreamWriter svg = WRITERS.createXMLStreamWriter(text);
            begin(svg, drawing, id.replaceAll("[^A-Za-z0-9-]", "_"), title, description);
            for (Drawing.Frame frame : drawing.frames()) {
                rectangle(svg, "frame", frame.x(), frame.y(), frame.width(), frame.height());
            }
            for (Line line : drawing.lines()) {
                svg.writeEmptyElement("path");
                svg.writeAttribute("class", line.style());
                svg.writeAttribute("d", path(line));
                if (line.arrow()) {
                    arrow(svg, line);
                }
            }
            for (Drawing.Label label : drawing.labels()) {
                words(svg, label.x(), label.y(), "when", label.text());
            }
            for (Box box : drawing.boxes()) {
                box(svg, box);
            }
            svg.writeEndElement();
            svg.flush();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The graph cannot be written", e);
        }
    }

    private void begin(XMLStreamWriter svg, Drawing drawing, String id, String title, String description)
            throws XMLStreamException {
        double width = PAD
                + Math.max(
                        drawing.boxes().stream()
                                .mapToDouble(box -> box.x() + box.width())
                                .max()
                                .orElse(0),
                        drawing.frames().stream()
                                .mapToDouble(frame -> frame.x() + frame.width())
                                .max()
                                .orElse(0));
        double height = PAD
                + Math.max(
                        drawing.boxes().stream()
                                .mapToDouble(box -> box.y() + box.height())
                                .max()
                                .orElse(0),
                        drawing.frames().stream()
                                .mapToDouble(frame -> frame.y() + frame.height())
                                .max()
                                .orElse(0));
        svg.writeStartElement("svg");
        svg.writeAttribute("xmlns", "http://www.w3.org/2000/svg");
        svg.writeAttribute("class", "route-graph");
        // What can be followed must be reachable for who does not see it.
        svg.writeAttribute(
                "role", drawing.boxes().stream().anyMatch(box -> address(box).isPresent()) ? "group" : "img");
        svg.writeAttribute("aria-labelledby", id + "-title");
        svg.writeAttribute("aria-describedby", id + "-desc");
        svg.writeAttribute("width", number(width));
        svg.writeAttribute("height", number(height));
        svg.writeAttribute("viewBox", "0 0 %s %s".formatted(number(width), number(height)));
        text(svg, "title", id + "-title", title);
        text(svg, "desc", id + "-desc", description);
        if (alone) {
            svg.writeStartElement("style");
            svg.writeCharacters(styles());
            svg.writeEndElement();
        }
    }

    private static void text(XMLStreamWriter svg, String element, String id, String text) throws XMLStreamException {
        svg.writeStartElement(element);
        svg.writeAttribute("id", id);
        svg.writeCharacters(lines(text));
        svg.writeEndElement();
    }

    private void box(XMLStreamWriter svg, Box box) throws XMLStreamException {
        Optional<String> address = address(box);
        svg.writeStartElement(address.isPresent() ? "a" : "g");
        svg.writeAttribute("class", "box " + box.style());
        if (address.isPresent()) {
            svg.writeAttribute("href", address.get());
        }
        svg.writeStartElement("title");
        svg.writeCharacters(Printable.line(box.whole()));
        svg.writeEndElement();
        rectangle(svg, "", box.x(), box.y(), box.width(), box.height());
        words(svg, box.x() + 12, box.y() + 18.5, "label", box.label());
        if (box.detail().isPresent()) {
            words(svg, box.x() + 12, box.y() + 34, "detail", box.detail().get());
        }
        svg.writeEndElement();
    }

    private Optional<String> address(Box box) {
        return box.place().flatMap(addresses);
    }

    private static void rectangle(XMLStreamWriter svg, String style, double x, double y, double width, double height)
            throws XMLStreamException {
        svg.writeEmptyElement("rect");
        if (!style.isEmpty()) {
            svg.writeAttribute("class", style);
        }
        svg.writeAttribute("x", number(x));
        svg.writeAttribute("y", number(y));
        svg.writeAttribute("width", number(width));
        svg.writeAttribute("height", number(height));
        svg.writeAttribute("rx", "5");
    }

    private static void words(XMLStreamWriter svg, double x, double y, String style, String text)
            throws XMLStreamException {
        svg.writeStartElement("text");
        svg.writeAttribute("class", style);
        svg.writeAttribute("x", number(x));
        svg.writeAttribute("y", number(y));
        svg.writeCharacters(Printable.line(text));
        svg.writeEndElement();
    }

    private static String path(Line line) {
        List<Point> points = line.points();
        var path = new StringBuilder("M%s %s"
                .formatted(number(points.get(0).x()), number(points.get(0).y())));
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            if (line.curved()) {
                String middle = number((from.x() + to.x()) / 2);
                path.append(" C%s %s %s %s".formatted(middle, number(from.y()), middle, number(to.y())));
            } else {
                path.append(" L");
            }
            path.append(line.curved() ? " " : "").append("%s %s".formatted(number(to.x()), number(to.y())));
        }
        return path.toString();
    }

    /** A head of its own: a marker would need an id, which is there once on a page. */
    private static void arrow(XMLStreamWriter svg, Line line) throws XMLStreamException {
        Point end = line.points().get(line.points().size() - 1);
        String shape = line.curved() ? "M%s %s l-7 -4 v8 z" : "M%s %s l-4 -7 h8 z";
        svg.writeEmptyElement("path");
        svg.writeAttribute("class", line.style().replace("flow", "head"));
        svg.writeAttribute("d", shape.formatted(number(end.x()), number(end.y())));
    }

    private static String lines(String text) {
        return text.lines().map(Printable::line).collect(Collectors.joining("\n"));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }
}
