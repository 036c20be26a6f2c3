package io.rootsocket.hub.routes.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Boxes, and the lines between them, each with its place. Filled by a layout; for one thread. */
final class Drawing {

    static final double BOX_HEIGHT = 28;
    static final double DETAIL_HEIGHT = 15;
    private static final double LETTER = 7.4;
    private static final double SMALL_LETTER = 6.5;
    private static final int MAX_LETTERS = 38;

    /** Where something is. */
    record Point(double x, double y) {}

    /**
     * @param style the class by which it is coloured
     * @param label its first line, cut
     * @param detail its second line, cut
     * @param whole all that it says
     * @param place what of the map it stands for
     */
    record Box(
            double x,
            double y,
            double width,
            double height,
            String style,
            String label,
            Optional<String> detail,
            String whole,
            Optional<Place> place) {}

    /** What stands around boxes that belong together. */
    record Frame(double x, double y, double width, double height) {}

    /**
     * @param curved whether it bends smoothly from point to point, from left to right
     * @param arrow whether it has a head at its end
     */
    record Line(List<Point> points, String style, boolean curved, boolean arrow) {}

    /** Text beside a line, which begins there. */
    record Label(double x, double y, String text) {}

    private final List<Frame> frames = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Box> boxes = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();

    void add(Frame frame) {
        frames.add(frame);
    }

    void add(Line line) {
        lines.add(line);
    }

    void add(Box box) {
        boxes.add(box);
    }

    void add(Label label) {
        labels.add(label);
    }

    List<Frame> frames() {
        return frames;
    }

    List<Line> lines() {
        return lines;
    }

    List<Box> boxes() {
        return boxes;
    }

    List<Label> labels() {
        return labels;
    }

    /** A text that fits into a box. */
    static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= MAX_LETTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_LETTERS - 1)) + "…";
    }

    /** How wide a cut label and the detail below it are drawn, about: the widths of fonts differ. */
    static double width(String label, Optional<String> detail) {
        double small = detail.map(text -> letters(cut(text)) * SMALL_LETTER).orElse(0.0);
        return Math.max(90, Math.max(letters(cut(label)) * LETTER, small) + 24);
    }

    /** Of words beside a line. */
    static double width(String text) {
        return letters(cut(text)) * SMALL_LETTER;
    }

    /** Wide ones of other scripts count twice. */
    private static double letters(String text) {
        return text.codePoints().mapToDouble(letter -> letter < 0x1100 ? 1 : 2).sum();
    }
}
