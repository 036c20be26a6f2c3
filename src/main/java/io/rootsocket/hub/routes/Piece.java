package io.rootsocket.hub.routes;

import java.util.List;

/**
 * The smallest part of a file that is loaded and swapped on its own: usually one route.
 *
 * @param file the name of its file
 * @param line where it begins, from 1
 * @param kind what it holds
 * @param ids the ids or names that it defines, in their order
 * @param yaml its text
 */
public record Piece(String file, int line, Kind kind, List<String> ids, String yaml) {

    /** What a piece holds, in the order in which pieces are loaded. */
    public enum Kind {
        BEANS,
        CONFIGURATION,
        TEMPLATE,
        ROUTES;

        /** Whether routes build on it. */
        public boolean isShared() {
            return this != ROUTES;
        }
    }

    public Piece {
        ids = List.copyOf(ids);
    }

    /** Its text on the lines that it has in its file, so that a parser's lines are the file's. */
    String yamlInPlace() {
        return "\n".repeat(line - 1) + yaml;
    }

    /** Whether it stays the same to Camel, wherever in its file it stands. */
    boolean isSameAs(Piece other) {
        return identity().equals(other.identity());
    }

    /** Equal for pieces that are the same to Camel. */
    public Identity identity() {
        return new Identity(file, ids, yaml);
    }

    /** What makes a piece itself; not the line, which moves with what is above it. */
    public record Identity(String file, List<String> ids, String yaml) {}
}
