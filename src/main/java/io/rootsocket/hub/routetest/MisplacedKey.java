package io.rootsocket.hub.routetest;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.routes.yaml.YamlTree;
import io.rootsocket.hub.text.NearestWord;
import io.rootsocket.hub.text.OneLine;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Says of what a file of tests cannot have where it is, and what it can. */
final class MisplacedKey {

    /** What has keys in a file of tests, by what people call it. */
    private static final Map<String, Class<? extends Record>> PLACES = places();

    private MisplacedKey() {}

    private static Map<String, Class<? extends Record>> places() {
        var places = new LinkedHashMap<String, Class<? extends Record>>();
        places.put("beside `tests`", TestFile.class);
        places.put("in a test", TestFile.Case.class);
        places.put("in `given`", TestFile.Given.class);
        places.put("in `expect`", TestFile.Expected.class);
        places.put("in `answer`", TestFile.Answer.class);
        places.put("in `signed`", TestFile.Signed.class);
        places.put("in `failures`", TestFile.Fault.class);
        places.put("in `answers`", TestFile.Reply.class);
        return places;
    }

    static UnreadableTestException of(Path file, String text, JsonMappingException mismatch) {
        String why = mismatch instanceof UnrecognizedPropertyException unknown
                ? unknown(unknown)
                : "This cannot be what it should be: " + OneLine.of(mismatch.getOriginalMessage());
        return new UnreadableTestException(
                "%s:%d: %s".formatted(file, line(file, text, mismatch.getPath()), why), mismatch);
    }

    private static String unknown(UnrecognizedPropertyException unknown) {
        String key = unknown.getPropertyName();
        Class<?> here = unknown.getReferringClass();
        List<String> known = keys(here);
        String where = PLACES.entrySet().stream()
                .filter(place -> place.getValue().equals(here))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("here");
        Optional<String> elsewhere = PLACES.entrySet().stream()
                .filter(place -> keys(place.getValue()).contains(key))
                .map(Map.Entry::getKey)
                .findFirst();
        String cure = elsewhere
                .map(place -> " It stands %s.".formatted(place))
                .or(() -> NearestWord.suggestion(key, known).map(suggestion -> " " + suggestion))
                .orElse("");
        return "There is no key `%s` %s.%s The keys there are: %s."
                .formatted(key, where, cure, String.join(", ", known));
    }

    private static List<String> keys(Class<?> place) {
        return place.isRecord()
                ? Stream.of(place.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList()
                : List.of();
    }

    /** The line of the last part of a path that the file has. */
    private static int line(Path file, String text, List<Reference> path) {
        int line = 1;
        Optional<Node> at = YamlTree.parse(new RouteSource(file, text));
        for (Reference step : path) {
            if (at.isEmpty()) {
                return line;
            }
            Node node = at.get();
            if (step.getFieldName() != null) {
                Optional<YamlTree.Entry> entry = YamlTree.entries(node).stream()
                        .filter(candidate -> candidate.key().equals(step.getFieldName()))
                        .findFirst();
                line = entry.flatMap(found -> found.keyNode().getStartMark())
                        .map(Mark::getLine)
                        .map(zero -> zero + 1)
                        .orElse(line);
                at = entry.map(YamlTree.Entry::value);
            } else {
                List<Node> items = YamlTree.items(node);
                // What may be a list of one is written without a list, too.
                if (step.getIndex() >= 0 && step.getIndex() < items.size()) {
                    at = Optional.of(items.get(step.getIndex()));
                }
            }
        }
        return line;
    }
}
