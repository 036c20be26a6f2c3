package io.rootsocket.hub.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A case of {@code same-as-camel.yaml}.
 *
 * @param title its name there
 * @param steps its YAML, as it is written there
 * @param kept how many dead letters the hub keeps although the whole has not failed
 */
record FailingRoute(String title, String steps, int kept) {

    private static final Path FILE = Path.of("src/test/resources/failure/same-as-camel.yaml");
    private static final Pattern KEPT = Pattern.compile("(?m)^# kept: (\\d+)$");

    /** A kamelet that fails. */
    static final String KAMELET = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: failing
            spec:
              definition:
                title: Fails
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - setBody: {constant: made there}
                    - throwException: {exceptionType: java.io.IOException, message: no luck}
            """;

    static List<FailingRoute> all() {
        try {
            return Stream.of(Files.readString(FILE).split("(?m)^### "))
                    .skip(1)
                    .map(FailingRoute::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FailingRoute read(String text) {
        String[] titleAndSteps = text.split("\n", 2);
        Matcher kept = KEPT.matcher(titleAndSteps[1]);
        return new FailingRoute(titleAndSteps[0], titleAndSteps[1], kept.find() ? Integer.parseInt(kept.group(1)) : 0);
    }

    /** Its name with a source, fit for a channel. */
    String name(String source) {
        return title.replace("-", ".") + "." + source;
    }

    /** The name of its file with a source. */
    String file(String source) {
        return title + "-" + source + ".yaml";
    }

    String yaml(String source, String uri) {
        return steps.replace("SOURCE", "'" + uri + "'")
                .replace("FAIL", "{throwException: {exceptionType: java.io.IOException, message: no luck}}")
                .replace("SEND", "{to: 'rootsocket:message?channel=NAME'}")
                .replace("NAME", name(source));
    }

    @Override
    public String toString() {
        return title;
    }
}
