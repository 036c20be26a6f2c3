package io.rootsocket.hub.engine.reload;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * An exception, in a sentence for a person.
 *
 * @param message what and why
 * @param suggestion what to do, where that is known
 * @param words the words of the file that the message is about, to find their line; the best first
 */
record Explanation(String message, Optional<String> suggestion, List<String> words) {

    static Explanation of(Throwable failure, Words words) {
        return new Explanation(rootMessage(failure), Optional.empty(), List.of());
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof MarkedYamlEngineException yaml && yaml.getProblem() != null) {
            return yaml.getProblem();
        }
        return Objects.requireNonNullElse(root.getMessage(), root.toString())
                .lines()
                .findFirst()
                .orElse("");
    }
}
