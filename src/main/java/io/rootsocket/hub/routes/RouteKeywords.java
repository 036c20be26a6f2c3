package io.rootsocket.hub.routes;

import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.text.NearestWord;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What a file of routes can begin its items with. */
final class RouteKeywords {

    /** Without those of a resource: {@code apiVersion} and {@code kind}. */
    static final String TOP = "route|from|routeTemplate|route-template|templatedRoute|templated-route"
            + "|routeConfiguration|route-configuration|beans|rest|restConfiguration|rest-configuration"
            + "|errorHandler|error-handler|onException|on-exception|onCompletion|on-completion"
            + "|intercept|interceptFrom|intercept-from|interceptSendToEndpoint|intercept-send-to-endpoint"
            + "|sslContextParameters|ssl-context-parameters|transformers|validators|dataFormats|data-formats";

    private static final List<String> WORDS = Arrays.asList(TOP.split("\\|"));
    private static final Pattern OF_RESOURCES = Pattern.compile("apiVersion|kind");
    private static final Pattern CONTENT = Pattern.compile("(?m)^\\s*[^\\s#]");

    private RouteKeywords() {}

    /** Whether a text has no content, or only comments. */
    static boolean isEmpty(String text) {
        return !CONTENT.matcher(text).find();
    }

    static boolean isTop(String key) {
        return WORDS.contains(key);
    }

    /** Whether a key was meant to be one. */
    static boolean isNearTop(String key) {
        return NearestWord.to(key, WORDS).isPresent();
    }

    /** Whether a text is a list of routes and of what belongs to them, or a kamelet, and nothing else. */
    static boolean areAllOf(SourceFile file) {
        if (isEmpty(file.text())) {
            return true;
        }
        try {
            return YamlTree.documents(file.text()).stream()
                    .allMatch(root -> root instanceof SequenceNode list
                            ? list.getValue().stream().allMatch(RouteKeywords::beginsWithOne)
                            : beginsWithOne(root));
        } catch (YamlEngineException e) {
            return false;
        }
    }

    private static boolean beginsWithOne(Node node) {
        return node instanceof MappingNode map
                && map.getValue().stream()
                        .limit(1)
                        .anyMatch(entry -> entry.getKeyNode() instanceof ScalarNode key
                                && (isTop(key.getValue())
                                        || OF_RESOURCES.matcher(key.getValue()).matches()));
    }
}
