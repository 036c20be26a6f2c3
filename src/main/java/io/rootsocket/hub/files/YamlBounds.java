package io.rootsocket.hub.files;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What a YAML file may be before anybody builds a tree of it, which needs memory, and a stack as deep as the tree. The
 * parser's events need neither, so they are counted first: how deep, and how many, each alias as all that it stands for.
 */
public final class YamlBounds {

    /** How deep collections may be nested. */
    static final int MAX_DEPTH = 100;

    /** How many values and collections, with aliases written out. */
    static final int MAX_NODES = 50_000;

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private final Map<Anchor, Integer> anchors = new HashMap<>();
    private final Deque<Collection> open = new ArrayDeque<>();

    private YamlBounds() {}

    /** A collection that has begun, and how much it holds so far. */
    private static final class Collection {

        private static final int UNFINISHED = -1;

        private final Optional<Anchor> anchor;
        private int nodes = 1;

        private Collection(Optional<Anchor> anchor) {
            this.anchor = anchor;
        }
    }

    /** What is beyond the bounds in a text; empty if nothing is, or if it is not even YAML. */
    public static Optional<OddFile> beyond(String text) {
        if (text.length() > TextFile.MAX_BYTES) {
            return Optional.of(new OddFile(
                    1,
                    "It has %d characters, and at most %d are read.".formatted(text.length(), TextFile.MAX_BYTES),
                    "Split it into several files."));
        }
        var bounds = new YamlBounds();
        try {
            for (Event event : new Parse(SETTINGS).parseString(text)) {
                Optional<OddFile> odd = bounds.take(event);
                if (odd.isPresent()) {
                    return odd;
                }
            }
            return Optional.empty();
        } catch (YamlEngineException notYaml) {
            return Optional.empty();
        }
    }

    /**
     * Reads a file of YAML that is within the bounds.
     *
     * @param reader makes something of the text
     * @throws OddFileException if it is not
     */
    public static <T> T read(Path file, Function<String, T> reader) throws NoSuchFileException, OddFileException {
        String text = TextFile.read(file);
        Optional<OddFile> odd = beyond(text);
        if (odd.isPresent()) {
            throw new OddFileException(file, odd.get());
        }
        return reader.apply(text);
    }

    private Optional<OddFile> take(Event event) {
        if (event instanceof CollectionStartEvent start) {
            open.push(new Collection(start.getAnchor()));
            start.getAnchor().ifPresent(anchor -> anchors.put(anchor, Collection.UNFINISHED));
            return open.size() > MAX_DEPTH
                    ? odd(event, "It is nested more than %d deep here.".formatted(MAX_DEPTH), "Write it flatter.")
                    : Optional.empty();
        }
        if (event instanceof CollectionEndEvent) {
            Collection done = open.pop();
            done.anchor.ifPresent(anchor -> anchors.put(anchor, done.nodes));
            return add(done.nodes, event);
        }
        if (event instanceof ScalarEvent scalar) {
            scalar.getAnchor().ifPresent(anchor -> anchors.put(anchor, 1));
            return add(1, event);
        }
        return event instanceof AliasEvent alias ? take(alias) : Optional.empty();
    }

    private Optional<OddFile> take(AliasEvent alias) {
        int nodes = anchors.getOrDefault(alias.getAlias(), 1);
        return nodes == Collection.UNFINISHED
                ? odd(alias, "An alias stands here inside of what it stands for.", "Write out what is meant.")
                : add(nodes, alias);
    }

    private Optional<OddFile> add(int nodes, Event event) {
        Collection around = open.peek();
        if (around == null) {
            return Optional.empty();
        }
        around.nodes += nodes;
        return around.nodes > MAX_NODES
                ? odd(
                        event,
                        "It holds more than %d values up to here.".formatted(MAX_NODES),
                        "Split it into several files, and use fewer aliases.")
                : Optional.empty();
    }

    private static Optional<OddFile> odd(Event event, String message, String suggestion) {
        int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
        return Optional.of(new OddFile(line, message, suggestion));
    }
}
