package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.Languages;
import io.rootsocket.hub.routes.Piece;
import io.rootsocket.hub.routes.PieceLoader;
import io.rootsocket.hub.routes.PieceLoader.PieceException;
import io.rootsocket.hub.routes.PieceReader;
import io.rootsocket.hub.routes.RouteCreation;
import io.rootsocket.hub.routes.RouteProblem;
import io.rootsocket.hub.routes.RouteProblems;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchBeanTypeException;
import org.apache.camel.component.bean.MethodNotFoundException;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has Camel create the routes of a folder, in a context of its own that is never started, and takes what it refuses for a
 * mistake: so nothing is found that Camel would take, and nothing is missed that it would not. What other checks have found
 * an error in is not tried, and what did not change since the last time is not tried again. For one thread at a time.
 */
final class CreationCheck {

    private static final Logger LOG = LoggerFactory.getLogger(CreationCheck.class);

    /** What Camel says of a step or an address for what is written there, or not. */
    private static final Pattern OF_THE_TEXT = Pattern.compile(
            "has no output processors|has no children|type must be specified"
                    + "|No endpoint could be found for|parameters that couldn't be set|No language could be found"
                    + "|Data format '|data format with name|Cannot find class|Error parsing \\["
                    + "|[Ee]xpression must be|Unsupported definition: null|ExpressionDefinition.getExpressionType"
                    + "|Cannot find resource|Resource not found|Exception must be configured|exception/ref or exceptionClass"
                    + "|at least one header|of the completions options|number of distributions|Cannot find a valid method");

    private final CamelContext camel;
    private Surroundings before = new Surroundings(List.of(), Set.of(), Map.of(), new Properties());
    private Map<Piece, List<Finding>> known = Map.of();
    /** What a file that did not change is cut into. */
    private Map<RouteFile, List<Piece>> cut = new IdentityHashMap<>();

    /** @param camel finds classes */
    CreationCheck(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * What every route of a folder may build on.
     *
     * @param wrong those of the pieces of which other checks have said what is wrong
     */
    private record Surroundings(
            List<Piece> shared, Set<Piece> wrong, Map<String, Optional<Class<?>>> beans, Properties settings) {}

    /**
     * @param settings what {@code application.properties} says; must not change later
     * @param errors what other checks have found
     */
    List<Finding> check(Collection<RouteFile> files, Properties settings, Collection<Finding> errors) {
        var beans = new StandIns(camel.getClassResolver());
        files.forEach(file -> beans.declaredIn(file.root()));
        List<Piece> pieces = cut(files).stream()
                .filter(piece -> piece.kind().isShared() || isRight(piece, errors))
                .sorted(Comparator.comparing(Piece::kind))
                .toList();
        List<Piece> shared =
                pieces.stream().filter(piece -> piece.kind().isShared()).toList();
        Set<Piece> wrong =
                shared.stream().filter(piece -> !isRight(piece, errors)).collect(Collectors.toSet());
        var now = new Surroundings(shared, wrong, beans.types(), settings);
        Map<Piece, List<Finding>> found = new LinkedHashMap<>();
        if (now.equals(before)) {
            pieces.stream()
                    .filter(known::containsKey)
                    .forEach(piece -> found.put(piece, Objects.requireNonNull(known.get(piece))));
        }
        if (found.size() < pieces.size()) {
            try (var unstarted = Unstarted.with(beans, folder(files), settings)) {
                create(unstarted, beans, pieces, wrong, found);
            } finally {
                Languages.belongTo(camel);
            }
        }
        before = now;
        known = found;
        return found.values().stream().flatMap(List::stream).toList();
    }

    private List<Piece> cut(Collection<RouteFile> files) {
        var now = new IdentityHashMap<RouteFile, List<Piece>>();
        for (RouteFile file : files) {
            List<Piece> before = cut.get(file);
            now.put(file, before == null ? PieceReader.withoutBeans(file.source(), file.root()) : before);
        }
        cut = now;
        return files.stream()
                .flatMap(file -> Objects.requireNonNull(now.get(file)).stream())
                .toList();
    }

    /** Its files may lie in folders within it. */
    private static Path folder(Collection<RouteFile> files) {
        return files.stream()
                .filter(file -> !file.isKamelet())
                .map(file -> file.source().file().toAbsolutePath().getParent())
                .min(Comparator.comparing(Path::getNameCount))
                .orElse(Path.of(""));
    }

    private static boolean isRight(Piece piece, Collection<Finding> errors) {
        long end = piece.line() + piece.yaml().lines().count();
        return errors.stream()
                .filter(finding -> finding.severity() == Severity.ERROR
                        && finding.file().toString().equals(piece.file()))
                .noneMatch(finding -> finding.line() >= piece.line() && finding.line() < end);
    }

    private static void create(
            Unstarted unstarted,
            StandIns beans,
            List<Piece> pieces,
            Set<Piece> wrong,
            Map<Piece, List<Finding>> found) {
        var creation = new RouteCreation(unstarted.camel(), new PieceLoader(unstarted.camel(), Path.of("")));
        var problems = new RouteProblems(Path.of(""), unstarted.camel());
        var unusable = new HashSet<String>();
        for (Piece piece : pieces) {
            if (piece.kind().isShared() || !found.containsKey(piece)) {
                beans.watch();
                List<PieceException> refusals = creation.create(piece, route -> {});
                refusals.forEach(refusal -> LOG.debug("Camel would not create {}", piece.file(), refusal));
                if (!refusals.isEmpty() && piece.kind().isShared()) {
                    piece.ids().forEach(name -> unusable.add("`" + name + "`"));
                }
                found.put(
                        piece,
                        refusals.stream()
                                .filter(refusal -> !wrong.contains(piece) && isCertain(refusal, beans))
                                .map(refusal -> finding(problems.of(refusal)))
                                // What is missing because it is wrong itself is no further mistake.
                                .filter(finding -> piece.kind().isShared()
                                        || unusable.stream().noneMatch(finding.message()::contains))
                                .toList());
            }
        }
    }

    /** A stand-in has no fields set, which may be all that is wrong; but what is not there, it did not hide. */
    private static boolean isCertain(PieceException failure, StandIns beans) {
        boolean missing = ObjectHelper.getException(NoSuchBeanException.class, failure) != null
                || ObjectHelper.getException(MethodNotFoundException.class, failure) != null
                || ObjectHelper.getException(ClassNotFoundException.class, failure) != null
                || lacksMethod(failure);
        // Camel looks for some bean of a class in nearly every step, and goes on if there is none.
        boolean inDoubt = beans.mayHaveBeenFound() && !isOfTheText(failure);
        return !beans.wereGuessed() && !inDoubt && (!beans.wereAsked() || missing);
    }

    /** Whether Camel would refuse it whatever beans there were of whatever class. */
    private static boolean isOfTheText(PieceException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean named = cause instanceof NoSuchBeanException && !(cause instanceof NoSuchBeanTypeException);
            if (named && String.valueOf(cause.getMessage()).contains("in the registry for: ")
                    || cause instanceof MethodNotFoundException
                    || cause instanceof ClassNotFoundException
                    || OF_THE_TEXT.matcher(String.valueOf(cause.getMessage())).find()) {
                return true;
            }
        }
        return false;
    }

    /** Only the class is looked at for a method that aggregates, and a stand-in is of that class. */
    private static boolean lacksMethod(PieceException failure) {
        var refused = ObjectHelper.getException(UnsupportedOperationException.class, failure);
        return refused != null && String.valueOf(refused.getMessage()).startsWith("Cannot find a valid method");
    }

    private static Finding finding(RouteProblem problem) {
        return new Finding(
                problem.file(),
                problem.line().orElse(1),
                1,
                Rule.CAMEL,
                Severity.ERROR,
                problem.message(),
                problem.suggestion());
    }
}
