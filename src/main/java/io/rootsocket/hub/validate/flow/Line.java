package io.rootsocket.hub.validate.flow;

import java.nio.file.Path;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A place in a file.
 *
 * @param line from 1
 * @param column from 1
 */
record Line(Path file, int line, int column) {

    static Line of(Path file, Node node) {
        return new Line(
                file,
                node.getStartMark().map(Mark::getLine).orElse(0) + 1,
                node.getStartMark().map(Mark::getColumn).orElse(0) + 1);
    }

    /** {@code line 7}, with the name of the file where that is another one than the reader's. */
    String seenFrom(Line reader) {
        return file.equals(reader.file()) ? "line " + line : "%s:%d".formatted(file.getFileName(), line);
    }
}
