package io.rootsocket.hub.routes.refusal;

import io.rootsocket.hub.routes.yaml.EndpointUris;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.util.ObjectHelper;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * An exception, in a sentence for a person.
 *
 * @param message what and why
 * @param suggestion what to do, where that is known
 * @param words the words of the file that the message is about, to find their line; the best first
 * @param last whether the last place with such a word is meant, not the nearest
 */
public record Explanation(String message, Optional<String> suggestion, List<String> words, boolean last) {

    Explanation(String message, Optional<String> suggestion, List<String> words) {
        this(message, suggestion, words, false);
    }

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern OBJECT =
            Pattern.compile("( on:?)? [\\w.$]+@[0-9a-f]+| on [A-Z]\\w*\\[.*", Pattern.DOTALL);
    private static final Pattern MEANT = Pattern.compile(" ?(Did you mean `[^`]+`\\?)");

    /**
     * @param step the step that Camel could not create; empty if it is not about one
     */
    public static Explanation of(Throwable failure, Optional<FailedStep> step, LiveNames names) {
        Throwable root = root(failure);
        Optional<Explanation> path = withoutPath(failure);
        // What must be set is then that.
        return path.filter(missing -> message(root).contains("must be "))
                .or(() -> CamelRefusals.explained(root, message(root), step, names))
                .or(() -> path)
                .orElseGet(() -> asItIs(root, step));
    }

    /** Of a URI that is only a scheme, each component says something else, and most of them nothing to a person. */
    private static Optional<Explanation> withoutPath(Throwable failure) {
        var unresolved = ObjectHelper.getException(ResolveEndpointFailedException.class, failure);
        String uri = unresolved == null ? "" : String.valueOf(unresolved.getUri());
        return EndpointUris.schemeAlone(uri)
                .flatMap(scheme -> EndpointUris.requiredInPath(scheme)
                        .map(part -> new Explanation(
                                "`%s` is missing in `%s`.".formatted(part, scheme),
                                Optional.of(
                                        "Add it under `parameters`, or after the colon of `%s:`.".formatted(scheme)),
                                List.of("uri: " + scheme, scheme))));
    }

    public static String reason(Throwable failure) {
        return OBJECT.matcher(message(root(failure))).replaceAll("");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        // Of a value that cannot be parsed, only what is around the root says which it is.
        while (root.getCause() != null && !String.valueOf(root.getMessage()).startsWith("Error parsing [")) {
            root = root.getCause();
        }
        return root;
    }

    private static String message(Throwable root) {
        return root instanceof MarkedYamlEngineException yaml && yaml.getProblem() != null
                ? yaml.getProblem()
                : Objects.requireNonNullElse(root.getMessage(), root.toString());
    }

    private static Explanation asItIs(Throwable root, Optional<FailedStep> step) {
        // Of an error in Camel itself, the words say nothing to a person.
        String sentence = root instanceof NullPointerException || root instanceof LinkageError
                ? "%s cannot be created as it is written."
                        .formatted(step.map(FailedStep::shown).orElse("This"))
                : OBJECT.matcher(firstLine(message(root))).replaceAll("");
        Matcher meant = MEANT.matcher(sentence);
        Optional<String> suggestion = meant.find() ? Optional.of(meant.group(1)) : Optional.empty();
        List<String> quoted =
                QUOTED.matcher(sentence).results().map(found -> found.group(1)).toList();
        return new Explanation(meant.replaceAll(""), suggestion, quoted);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
