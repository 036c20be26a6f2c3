package io.rootsocket.hub.routes;

import io.rootsocket.hub.files.OddFileException;
import io.rootsocket.hub.routes.PieceLoader.PieceException;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.refusal.Explanation;
import io.rootsocket.hub.routes.refusal.FailedStep;
import io.rootsocket.hub.routes.refusal.LiveNames;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Finds in Camel's exceptions what a person needs: the line, the sentence that says why, and what to do. */
public final class RouteProblems {

    private static final List<Class<? extends IOException>> AWAY = List.of(
            ConnectException.class,
            NoRouteToHostException.class,
            SocketTimeoutException.class,
            UnknownHostException.class);

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
        var said = Explanation.of(failure, Optional.empty(), names);
        return new RouteProblem(folder.resolve(name), OptionalInt.empty(), said.message(), said.suggestion());
    }

    /** A piece that could not be loaded. */
    public RouteProblem of(PieceException failure) {
        Piece piece = failure.piece();
        Optional<FailedStep> step = failure.step();
        int line = within(piece, line(failure, failure.parsed(), step).orElse(piece.line()));
        var said = Explanation.of(failure, step, names);
        List<String> words = Stream.concat(said.words().stream(), step.map(FailedStep::name).stream())
                .toList();
        return new RouteProblem(
                folder.resolve(piece.file()),
                OptionalInt.of(
                        said.last()
                                ? ProblemLines.lastOf(piece, line, said.words())
                                : ProblemLines.of(piece, line, words)),
                said.message(),
                said.suggestion());
    }

    /** Where it knows no line, such as of a {@code from} of one text, Camel gives one of its own Java code. */
    private static int within(Piece piece, int line) {
        return line < piece.line() || line > piece.line() + piece.yaml().lines().count() ? piece.line() : line;
    }

    /**
     * The same, and whether it failed for a file that cannot be read, such as a calendar that it names; or for a server that
     * is away.
     */
    public RefusedFile refusal(PieceException failure) {
        boolean odd = ObjectHelper.getException(OddFileException.class, failure) != null;
        boolean away = AWAY.stream().anyMatch(type -> ObjectHelper.getException(type, failure) != null);
        RouteProblem problem = of(failure);
        return new RefusedFile(
                away
                        ? new RouteProblem(
                                problem.file(),
                                problem.line(),
                                "What this route connects to is away: %s."
                                        .formatted(problem.message().replaceFirst("\\.$", "")),
                                Optional.of("It is tried again until it is there."))
                        : problem,
                odd,
                away);
    }

    private static OptionalInt line(Throwable failure, List<RouteDefinition> routes, Optional<FailedStep> step) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYamlEngineException yaml) {
                Optional<Mark> mark = yaml.getProblemMark().or(yaml::getContextMark);
                if (mark.isPresent()) {
                    return OptionalInt.of(mark.get().getLine() + 1);
                }
            }
            if (cause instanceof FailedToCreateRouteException e) {
                return step.map(failed -> known(failed.line()))
                        .filter(OptionalInt::isPresent)
                        .orElseGet(() -> beginning(routes, e.getRouteId()));
            }
            if (cause instanceof FailedToStartRouteException e) {
                return beginning(routes, e.getRouteId());
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt beginning(List<RouteDefinition> routes, @Nullable String routeId) {
        return routes.stream()
                .filter(route -> Objects.equals(route.getRouteId(), routeId))
                .findFirst()
                .map(route -> known(route.getInput().getLineNumber()))
                .orElse(OptionalInt.empty());
    }

    private static OptionalInt known(int line) {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }
}
