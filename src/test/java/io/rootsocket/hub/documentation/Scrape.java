package io.rootsocket.hub.documentation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of metrics, as Prometheus reads it.
 *
 * @param types of each metric
 * @param help what each says of itself; none for what says nothing
 * @param labels which labels the series of each metric have
 * @param values of each series, by its line
 */
record Scrape(
        Map<String, String> types,
        Map<String, String> help,
        Map<String, Set<String>> labels,
        Map<String, Double> values) {

    private static final Pattern SERIES = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"");

    /** @throws AssertionError if a line is none of a page of metrics, as of a label that is not escaped */
    static Scrape of(String page) {
        var scrape = new Scrape(new TreeMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        page.lines().forEach(scrape::read);
        return scrape;
    }

    private void read(String line) {
        String[] words = line.split(" ", 4);
        if (line.startsWith("# TYPE ")) {
            types.put(words[2], words[3]);
        } else if (line.startsWith("# HELP ")) {
            help.put(words[2], words.length < 4 ? "" : words[3].strip());
        } else {
            series(line);
        }
    }

    private void series(String line) {
        Matcher series = SERIES.matcher(line);
        if (!series.matches()) {
            throw new AssertionError("Not a line of a page of metrics: " + line);
        }
        values.put(line.substring(0, series.start(3) - 1), Double.parseDouble(series.group(3)));
        var names = labels.computeIfAbsent(series.group(1), name -> new HashSet<>());
        Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
        while (label.find()) {
            names.add(label.group(1));
        }
    }

    /** All that an expression may use: also the parts of summaries. */
    Set<String> names() {
        var names = new TreeSet<>(types.keySet());
        names.addAll(labels.keySet());
        return names;
    }

    /** Metrics that an expression uses. */
    static Set<String> usedIn(String expression) {
        String plain = expression
                .replaceAll("\\{[^}]*}", "")
                .replaceAll("\\[[^]]*]", "")
                .replaceAll("\\b(by|without|on|ignoring|group_left|group_right) ?\\([^)]*\\)", "")
                .replaceAll("\\boffset \\w+", "");
        var used = new TreeSet<String>();
        Matcher word = Pattern.compile("[a-zA-Z_:][\\w:]*(?![\\w:]|\\s*\\()").matcher(plain);
        while (word.find()) {
            if (!Set.of("and", "or", "unless", "by", "bool").contains(word.group())) {
                used.add(word.group());
            }
        }
        return used;
    }
}
