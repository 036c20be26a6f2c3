package io.rootsocket.hub.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * A small plot with logarithmic axes, on which growth in proportion is a straight line.
 *
 * @param name of its file, without an end; another than any other plot's
 * @param x what is on the axis to the right, with its unit
 * @param y what is on the axis upwards, with its unit
 * @param series the points of each line, by its name; all above zero
 */
record Plot(String name, String title, String x, String y, Map<String, List<Point>> series) {

    record Point(double x, double y) {}

    private static final int WIDTH = 560;
    private static final int HEIGHT = 300;
    private static final int LEFT = 64;
    private static final int RIGHT = 404;
    private static final int TOP = 36;
    private static final int BOTTOM = 256;
    private static final String[] COLOURS = {"#1f6feb", "#d1570a", "#1a7f37", "#8250df", "#cf222e", "#57606a", "#9a6700"
    };

    String svg() {
        var svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11" role="img">
                <title>%s</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="%d" y="20" font-size="13" font-weight="bold">%s</text>
                <text x="%d" y="%d" text-anchor="middle">%s</text>
                <text x="14" y="%d" text-anchor="middle" transform="rotate(-90 14 %6$d)">%s</text>
                """.formatted(
                        WIDTH,
                        HEIGHT,
                        escaped(title),
                        LEFT,
                        escaped(title),
                        (LEFT + RIGHT) / 2,
                        HEIGHT - 8,
                        escaped(x),
                        (TOP + BOTTOM) / 2,
                        escaped(y)));
        axes(svg);
        int line = 0;
        for (var entry : series.entrySet()) {
            draw(svg, entry.getKey(), entry.getValue(), line++);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        points(Point::x)
                .distinct()
                .forEach(value -> svg.append("""
                <line x1="%1$.1f" y1="%2$d" x2="%1$.1f" y2="%3$d" stroke="#eaeef2"/>
                <text x="%1$.1f" y="%4$d" text-anchor="middle">%5$s</text>
                """.formatted(right(value), TOP, BOTTOM, BOTTOM + 16, number(value))));
        for (double decade = decade(lowest(Point::y)); decade <= highest(Point::y) * 1.01; decade *= 10) {
            for (int step : new int[] {1, 2, 5}) {
                double value = decade * step;
                if (up(value) <= BOTTOM + 0.5 && up(value) >= TOP - 0.5) {
                    svg.append("""
                            <line x1="%d" y1="%2$.1f" x2="%3$d" y2="%2$.1f" stroke="#eaeef2"/>
                            <text x="%4$d" y="%5$.1f" text-anchor="end">%6$s</text>
                            """.formatted(LEFT, up(value), RIGHT, LEFT - 6, up(value) + 4, number(value)));
                }
            }
        }
        svg.append(
                "<path d=\"M%d %d V%d H%d\" fill=\"none\" stroke=\"#57606a\"/>%n".formatted(LEFT, TOP, BOTTOM, RIGHT));
    }

    private void draw(StringBuilder svg, String label, List<Point> points, int line) {
        String colour = COLOURS[line % COLOURS.length];
        var path = new StringBuilder();
        for (Point point : points) {
            path.append("%s%.1f,%.1f".formatted(path.isEmpty() ? "" : " ", right(point.x()), up(point.y())));
            svg.append("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n"
                    .formatted(right(point.x()), up(point.y()), colour));
        }
        int height = TOP + 6 + 18 * line;
        svg.append("""
                <polyline points="%s" fill="none" stroke="%s" stroke-width="1.5"/>
                <rect x="%d" y="%d" width="10" height="10" fill="%s"/>
                <text x="%d" y="%d">%s</text>
                """.formatted(path, colour, RIGHT + 14, height - 9, colour, RIGHT + 30, height, escaped(label)));
    }

    private double right(double value) {
        return LEFT + share(value, lowest(Point::x), highest(Point::x)) * (RIGHT - LEFT);
    }

    private double up(double value) {
        return BOTTOM - share(value, lowest(Point::y) / 1.5, highest(Point::y) * 1.2) * (BOTTOM - TOP);
    }

    private static double share(double value, double low, double high) {
        return high <= low ? 0.5 : Math.log(value / low) / Math.log(high / low);
    }

    private static double decade(double value) {
        return Math.pow(10, Math.floor(Math.log10(value)));
    }

    private double lowest(ToDoubleFunction<Point> axis) {
        return points(axis).min().orElse(1);
    }

    private double highest(ToDoubleFunction<Point> axis) {
        return points(axis).max().orElse(1);
    }

    private DoubleStream points(ToDoubleFunction<Point> axis) {
        return series.values().stream().flatMap(List::stream).mapToDouble(axis);
    }

    private static String number(double value) {
        return value >= 10 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.2g", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
