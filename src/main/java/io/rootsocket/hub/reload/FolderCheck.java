package io.rootsocket.hub.reload;

import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.Languages;
import io.rootsocket.hub.routes.RefusedFile;
import io.rootsocket.hub.routes.RouteProblems;
import io.rootsocket.hub.routes.SourceFile;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.validate.RouteValidation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code hub validate} says of a state of the folder, in its words: a start and a change of the folder go by it. For one
 * thread at a time.
 */
final class FolderCheck {

    /** A secret in clear is bad, but it runs. */
    private static final Set<Rule> WARNINGS = EnumSet.of(Rule.SECRET);

    /** Of these the running context knows better; what is said of them counts if that cannot make the routes either. */
    private static final Set<Rule> OF_THE_CONTEXT = EnumSet.of(Rule.COMPONENT, Rule.CAMEL, Rule.BEAN);

    /** What can become wrong with a file that nobody has touched, as another has changed. */
    private static final Set<Rule> BETWEEN_FILES =
            EnumSet.of(Rule.KAMELET, Rule.TEMPLATE, Rule.BEAN, Rule.DUPLICATE, Rule.CONSUMER, Rule.PLACEHOLDER);

    private static final Logger LOG = LoggerFactory.getLogger(FolderCheck.class);

    private final CamelContext live;
    private final Path folder;
    private final Clock clock;
    /** Its memory is given up between the start and the first edit. */
    private Optional<RouteValidation> validation = Optional.empty();

    private @Nullable CompletableFuture<Early> early;
    private @Nullable Map<String, String> calendars;

    /**
     * A check that was made before anybody asked.
     *
     * @param state what was checked
     * @param errors what is wrong with it
     */
    private record Early(RouteValidation validation, FolderState state, List<Finding> errors) {

        /** Of two files that want the same one is to blame, whichever comes last: where none is, the order does not matter. */
        boolean findsNothingIn(FolderState other) {
            return errors.isEmpty() && state.files().equals(other.files());
        }
    }

    FolderCheck(CamelContext live, Path folder, Clock clock) {
        this.live = live;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * The errors of a state of the folder.
     *
     * @param isNew whether a file is edited: what runs keeps the names that it has
     */
    Found of(FolderState state, Predicate<String> isNew) {
        return of(state, isNew, RouteValidation::check);
    }

    /** As {@link #of}, but for what only the creation of the routes shows: a start creates them anyway. */
    Found ofTexts(FolderState state, Predicate<String> isNew) {
        Optional<Early> begun = begun();
        validation = begun.map(Early::validation).or(() -> validation);
        return begun.filter(known -> known.findsNothingIn(state)).isPresent()
                ? new Found(Map.of())
                : of(state, isNew, RouteValidation::checkTexts);
    }

    private interface Check {
        List<Finding> findings(RouteValidation validation, Collection<RouteSource> sources, Properties settings);
    }

    private Found of(FolderState state, Predicate<String> isNew, Check check) {
        forgetOtherCalendars(state);
        try {
            return new Found(
                    errors(check.findings(validation(), state.sources(folder, isNew), state.properties())).stream()
                            .collect(Collectors.groupingBy(this::name, TreeMap::new, Collectors.toList())));
        } finally {
            Languages.belongTo(live);
        }
    }

    private static List<Finding> errors(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR && !WARNINGS.contains(finding.rule()))
                .toList();
    }

    /** What was found in a file holds as long as its text and the settings are the same, and the calendars that it names. */
    private void forgetOtherCalendars(FolderState state) {
        Map<String, String> now = new TreeMap<>(state.hashes());
        now.keySet().removeIf(name -> !SourceFile.isCalendar(name));
        if (calendars != null && !now.equals(calendars)) {
            release();
        }
        calendars = now;
    }

    private String name(Finding finding) {
        return folder.relativize(finding.file()).toString().replace('\\', '/');
    }

    /**
     * Begins to check a state, on a thread of its own, while the context is made: the first check takes seconds, and what is
     * found in a file is known then.
     */
    void begin(FolderState state) {
        Properties settings = state.oddSettings().isPresent() ? new Properties() : state.properties();
        ExecutorService thread = live.getExecutorServiceManager().newSingleThreadExecutor(this, "check-routes");
        early = CompletableFuture.supplyAsync(
                () -> {
                    var begun = new RouteValidation(clock);
                    return new Early(begun, state, errors(begun.checkTexts(state.sources(folder), settings)));
                },
                thread);
        early.whenComplete((begun, failure) -> live.getExecutorServiceManager().shutdown(thread));
    }

    private RouteValidation validation() {
        RouteValidation known =
                validation.or(() -> begun().map(Early::validation)).orElseGet(() -> new RouteValidation(clock));
        validation = Optional.of(known);
        return known;
    }

    private Optional<Early> begun() {
        CompletableFuture<Early> begun = early;
        early = null;
        try {
            return Optional.ofNullable(begun).map(CompletableFuture::join);
        } catch (CompletionException e) {
            LOG.debug("The early check failed, and is made again", e);
            return Optional.empty();
        }
    }

    /** Lets go of what is needed to check, until it is needed again. */
    void release() {
        validation.ifPresent(RouteValidation::close);
        validation = Optional.empty();
        Languages.belongTo(live);
    }

    /**
     * What was found.
     *
     * @param byFile the errors by file, in reading order
     */
    record Found(Map<String, List<Finding>> byFile) {

        /** What is wrong with a file, whatever a running context makes of it. */
        List<RefusedFile> of(String file) {
            return refusals(file, finding -> !OF_THE_CONTEXT.contains(finding.rule()))
                            .isEmpty()
                    ? List.of()
                    : all(file);
        }

        /** All that is wrong with a file. */
        List<RefusedFile> all(String file) {
            return refusals(file, finding -> true);
        }

        /** What may be wrong with a file because another one has changed. */
        List<RefusedFile> ofOthers(String file) {
            return refusals(file, finding -> BETWEEN_FILES.contains(finding.rule()));
        }

        private List<RefusedFile> refusals(String file, Predicate<Finding> which) {
            return byFile.getOrDefault(file, List.of()).stream()
                    .filter(which)
                    .map(finding -> new RefusedFile(RouteProblems.of(finding), finding.rule() == Rule.FILE))
                    .toList();
        }
    }
}
