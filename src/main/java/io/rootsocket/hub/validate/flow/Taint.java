package io.rootsocket.hub.validate.flow;

import java.util.Optional;

/**
 * What an outsider has a say in.
 *
 * @param origin who, and where it comes in
 * @param what it was then, such as "the header `topic`"
 * @param through where the route copied it, if it did
 */
record Taint(Outsider origin, String what, Optional<Line> through) {

    static final String BODY = "the body";
    static final String FILE_NAME = "the file's name";

    static Taint body(Outsider origin) {
        return new Taint(origin, BODY, Optional.empty());
    }

    static Taint header(Outsider origin, String name) {
        return new Taint(origin, "the header `%s`".formatted(name), Optional.empty());
    }

    static Taint fileName(Outsider origin) {
        return new Taint(origin, FILE_NAME, Optional.empty());
    }

    Taint through(Line line) {
        return new Taint(origin, what, through.or(() -> Optional.of(line)));
    }

    Taint signed() {
        return new Taint(origin.signed(), what, through);
    }

    /** A name that a file of this machine already has cannot lead out of its folder. */
    boolean isNameOfLocalFile() {
        return what.equals(FILE_NAME) && origin.kind() == Outsider.Kind.FILE;
    }
}
