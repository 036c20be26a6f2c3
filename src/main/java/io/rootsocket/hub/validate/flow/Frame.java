package io.rootsocket.hub.validate.flow;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Where steps stand.
 *
 * @param file the file
 * @param settings fills in settings, and the parameters of a kamelet or a template
 * @param signatures the beans that check a signature
 * @param sink what a kamelet leads on to, at its {@code kamelet:sink}
 */
record Frame(Path file, UnaryOperator<String> settings, Set<String> signatures, UnaryOperator<Optional<Message>> sink) {

    Frame {
        signatures = Set.copyOf(signatures);
    }

    Frame(Path file, UnaryOperator<String> settings, Set<String> signatures) {
        this(file, settings, signatures, message -> message);
    }
}
