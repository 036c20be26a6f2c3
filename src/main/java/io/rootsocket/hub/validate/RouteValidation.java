package io.rootsocket.hub.validate;

import io.rootsocket.hub.routes.ClassPathKamelets;
import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.settings.SecretSettings;
import io.rootsocket.hub.settings.SettingNames;
import io.rootsocket.hub.settings.SettingValues;
import io.rootsocket.hub.settings.SettingsContext;
import io.rootsocket.hub.validate.flow.FlowCheck;
import io.rootsocket.hub.validate.flow.RoutesFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.kamelet.Kamelet;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Checks a folder of routes and kamelets as a whole, without running it and without a network. The catalog, the compiled
 * schema and what was found in files that did not change are kept: the first check takes seconds, and each further one
 * about as long as the files that changed need. Safe to share between threads, which check one after the other.
 */
public final class RouteValidation implements AutoCloseable {

    /** Never started: it answers what Camel's parsers make of a text, and which components are on board. */
    private static final String KAMELET = ".kamelet.yaml";

    private final DefaultCamelContext camel = new SettingsContext();

    private final Clock clock;
    private final FileCheck fileCheck;
    private final CreationCheck creation;
    private Map<Path, CheckedFile> known = Map.of();

    /** @param clock what a schedule must still fire after */
    public RouteValidation(Clock clock) {
        camel.disableJMX();
        camel.setLoadTypeConverters(false);
        camel.build();
        camel.init();
        SecretSettings.addTo(camel);
        this.clock = clock;
        this.fileCheck = new FileCheck(camel, clock);
        this.creation = new CreationCheck(camel);
    }

    /**
     * Checks files that belong together.
     *
     * @param sources every file of the folder: also the ones that did not change give names to the others
     * @param settings what {@code application.properties} says; environment variables count as well
     * @return what is wrong, in reading order; empty if nothing is
     */
    public synchronized List<Finding> check(Collection<RouteSource> sources, Properties settings) {
        return check(sources, settings, (readable, found) -> creation.check(readable, ownCopy(settings), found));
    }

    /** As {@link #check}, but for what is found only by having Camel create the routes, which takes longest by far. */
    public synchronized List<Finding> checkTexts(Collection<RouteSource> sources, Properties settings) {
        return check(sources, settings, (readable, found) -> List.of());
    }

    private List<Finding> check(
            Collection<RouteSource> sources,
            Properties settings,
            BiFunction<List<RouteFile>, List<Finding>, List<Finding>> created) {
        camel.getPropertiesComponent().setInitialProperties(settings);
        Properties own = ownCopy(settings);
        Map<Path, CheckedFile> checked = new HashMap<>();
        List<CheckedFile> files = new ArrayList<>();
        Function<RouteSource, CheckedFile> check = source -> {
            CheckedFile file = again(source, own);
            checked.put(source.file(), file);
            return file;
        };
        sources.forEach(source -> files.add(check.apply(source)));
        var onBoard = new KameletsOnBoard(files, check);
        known = checked;
        List<Finding> found = Stream.of(
                        files.stream().flatMap(file -> file.findings().stream()),
                        together(files, onBoard).stream().flatMap(findings -> findings.all().stream()),
                        FlowCheck.check(flowing(onBoard.with(files))).stream().flatMap(KameletsOnBoard::inTheFolder))
                .flatMap(findings -> findings)
                .toList();
        List<RouteFile> readable =
                files.stream().flatMap(file -> file.file().stream()).toList();
        return Stream.concat(found.stream(), created.apply(readable, found).stream())
                .map(without(sources, settings))
                .distinct()
                .sorted()
                .toList();
    }

    private static Properties ownCopy(Properties settings) {
        var own = new Properties();
        own.putAll(settings);
        return own;
    }

    private CheckedFile again(RouteSource source, Properties settings) {
        CheckedFile before = known.get(source.file());
        return before != null
                        && before.source().equals(source)
                        && before.settings().equals(settings)
                ? before
                : fileCheck.check(source, settings);
    }

    private UnaryOperator<Finding> without(Collection<RouteSource> sources, Properties settings) {
        var asked = SettingNames.of(sources.stream().map(RouteSource::text).toList());
        var values = SettingValues.of(asked, settings, camel);
        return finding -> finding.without(values);
    }

    private List<RoutesFile> flowing(List<CheckedFile> checked) {
        return checked.stream()
                .flatMap(each -> each.file().stream())
                .map(file -> new RoutesFile(
                        file.source(), file.root(), new Placeholders(camel, file.parameters())::resolveIfKnown))
                .toList();
    }

    private static List<RouteFile> read(List<CheckedFile> checked) {
        return checked.stream().flatMap(each -> each.file().stream()).toList();
    }

    private List<Findings> together(List<CheckedFile> checked, KameletsOnBoard onBoard) {
        List<RouteFile> files = read(checked);
        List<RouteFile> all = read(onBoard.with(checked));
        var templates = new TemplateCheck(files);
        var kamelets = new KameletCheck(camel, all, kameletsBesides(checked), templates.names(), this::kameletSettings);
        var beginnings = new KameletBeginnings(all);
        var beans = new BeanCheck(camel, files);
        var acrossFiles = new AcrossFiles();
        var found = new ArrayList<Map.Entry<CheckedFile, Findings>>();
        onBoard.alsoLack(file -> {
            var lacking = new Findings(file.source().file());
            file.file().ifPresent(kamelet -> beans.check(kamelet.template(), lacking));
            return lacking.all();
        });
        for (CheckedFile each : rightOnesFirst(checked)) {
            var findings = new Findings(each.source().file());
            found.add(Map.entry(each, findings));
            each.file().ifPresent(file -> {
                kamelets.check(file, each.endpoints(), findings);
                onBoard.check(each.endpoints(), findings);
                templates.check(file, findings);
                beans.check(file.template(), findings);
                acrossFiles.names(file, findings);
                List<EndpointUse> behind =
                        each.endpoints().stream().map(beginnings::behind).toList();
                acrossFiles.endpoints(behind, findings);
                // Those of the file itself are checked with it.
                var schedule = new ScheduleCheck(clock, findings);
                behind.stream().filter(use -> !each.endpoints().contains(use)).forEach(schedule::check);
            });
        }
        found.forEach(each -> {
            acrossFiles.consumers(each.getKey().endpoints(), each.getValue());
            acrossFiles.kameletIds(each.getKey().endpoints(), each.getValue());
        });
        return found.stream().map(Map.Entry::getValue).toList();
    }

    /** Those that need no file, and those whose file cannot be read, which is said of the file. */
    private static Set<String> kameletsBesides(List<CheckedFile> checked) {
        return Stream.concat(
                        ClassPathKamelets.ON_BOARD.names().stream(),
                        checked.stream()
                                .filter(each -> each.file().isEmpty() && hasErrors(each))
                                .map(each -> String.valueOf(each.source().file().getFileName()))
                                .filter(name -> name.endsWith(KAMELET))
                                .map(name -> name.substring(0, name.length() - KAMELET.length())))
                .collect(Collectors.toSet());
    }

    private static boolean hasErrors(CheckedFile file) {
        return file.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** What two files want has the one that can run. */
    private static List<CheckedFile> rightOnesFirst(List<CheckedFile> checked) {
        return checked.stream()
                .sorted(Comparator.comparing(RouteValidation::hasErrors))
                .toList();
    }

    /** The parameters that {@code camel.kamelet.NAME.…} gives to a kamelet, wherever it is used. */
    private Set<String> kameletSettings(String kamelet) {
        var given = new HashMap<String, Object>();
        Kamelet.extractKameletProperties(camel, given, kamelet);
        Kamelet.extractKameletEnvironmentVariables(given, kamelet);
        return given.keySet();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
