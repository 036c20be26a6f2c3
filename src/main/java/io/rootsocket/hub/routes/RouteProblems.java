package io.rootsocket.hub.routes;

import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.routes.PieceLoader.PieceException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Finds in Camel's exceptions what a person needs: the line, the sentence that says why, and what to do. */
public final class RouteProblems {

    /** How Camel quotes the step that it could not create. */
    private static final Pattern STEP = Pattern.compile(">>> (.*) <<<", Pattern.DOTALL);

    private final Path folder;
    private final LiveNames names;

    public RouteProblems(Path folder, CamelContext camel) {
        this.folder = folder;
        this.names = new LiveNames(camel);
    }

    /** The name, within the folder, of the file of a problem. */
    public String name(RouteProblem problem) {
        return folder.relativize(problem.file()).toString().replace('\\', '/');
    }

    /** What a check of the file has found. */
    public static RouteProblem of(Finding finding) {
        return new RouteProblem(
                finding.file(), OptionalInt.of(finding.line()), finding.message(), finding.suggestion());
    }

    public RouteProblem of(String name, Exception failure) {
        var said = Explanation.of(failure, names);
        return new RouteProblem(folder.resolve(name), OptionalInt.empty(), said.message(), said.suggestion());
    }

    /** A piece that could not be loaded. */
    public RouteProblem of(PieceException failure) {
        Piece piece = failure.piece();
        int line = line(failure, failure.parsed()).orElse(piece.line());
        var said = Explanation.of(failure, names);
        return new RouteProblem(
                folder.resolve(piece.file()),
                OptionalInt.of(
                        said.last()
                                ? ProblemLines.lastOf(piece, line, said.words())
                                : ProblemLines.of(piece, line, said.words())),
                said.message(),
                said.suggestion());
    }

    /** The same, and whether it failed for a file that cannot be read, such as a calendar that it names. */
    public RefusedFile refusal(PieceException failure) {
        boolean odd = ObjectHelper.getException(OddFileException.class, failure) != null;
        return new RefusedFile(of(failure), odd);
    }

    private static OptionalInt line(Throwable failure, List<RouteDefinition> routes) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYamlEngineException yaml) {
                Optional<Mark> mark = yaml.getProblemMark().or(yaml::getContextMark);
                if (mark.isPresent()) {
                    return OptionalInt.of(mark.get().getLine() + 1);
                }
            }
            if (cause instanceof FailedToCreateRouteException e) {
                return lineIn(routes, e.getRouteId(), step(e));
            }
            if (cause instanceof FailedToStartRouteException e) {
                return lineIn(routes, e.getRouteId(), Optional.empty());
            }
        }
        return OptionalInt.empty();
    }

    private static Optional<String> step(FailedToCreateRouteException failure) {
        Matcher quoted = STEP.matcher(String.valueOf(failure.getMessage()));
        return quoted.find() ? Optional.of(quoted.group(1)) : Optional.empty();
    }

    private static OptionalInt lineIn(List<RouteDefinition> routes, @Nullable String routeId, Optional<String> step) {
        for (RouteDefinition route : routes) {
            if (Objects.equals(route.getRouteId(), routeId)) {
                return known(step.map(quoted -> lineOf(route.getOutputs(), quoted))
                        .filter(line -> line > 0)
                        .orElseGet(() -> route.getInput().getLineNumber()));
            }
        }
        return OptionalInt.empty();
    }

    private static int lineOf(Collection<ProcessorDefinition<?>> steps, String quoted) {
        Deque<ProcessorDefinition<?>> open = new ArrayDeque<>(steps);
        while (!open.isEmpty()) {
            ProcessorDefinition<?> step = open.pop();
            if (quoted.equals(step.toString())) {
                return step.getLineNumber();
            }
            open.addAll(step.getOutputs());
        }
        return -1;
    }

    private static OptionalInt known(int line) {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }
}
