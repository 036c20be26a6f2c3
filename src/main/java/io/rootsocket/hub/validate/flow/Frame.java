package io.rootsocket.hub.validate.flow;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where steps stand.
 *
 * @param file the file
 * @param settings fills in settings, and the parameters of a kamelet or a template
 * @param beans those of the hub
 * @param begins where the route begins, if it begins with the kamelet that these are steps of
 * @param sink what a kamelet leads on to, at its {@code kamelet:sink}
 */
record Frame(
        Path file,
        UnaryOperator<String> settings,
        HubBeans beans,
        Optional<Line> begins,
        UnaryOperator<Optional<Message>> sink) {

    Frame(Path file, UnaryOperator<String> settings, HubBeans beans) {
        this(file, settings, beans, Optional.empty(), message -> message);
    }
}
