package io.rootsocket.hub.engine.validate;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Checks a folder of routes and kamelets as a whole, without running it and without a network. The catalog and the
 * compiled schema are kept, so the first check takes seconds and each further one milliseconds. Safe to share between
 * threads, which check one after the other.
 */
public final class RouteValidation implements AutoCloseable {

    private final Clock clock;
    private final Scratch scratch = new Scratch();
    private final Components components = new Components(scratch.camel());
    private final SchemaCheck schema = new SchemaCheck();
    private final CamelParse camelParse = new CamelParse(scratch.camel());
    private final Set<String> languages = new TreeSet<>(new DefaultCamelCatalog().findLanguageNames());

    /** @param clock what a schedule must still fire after */
    public RouteValidation(Clock clock) {
        this.clock = clock;
    }

    /**
     * Checks files that belong together.
     *
     * @param sources every file of the folder: also the ones that did not change give names to the others
     * @param settings what {@code application.properties} says; environment variables count as well
     * @return what is wrong, in reading order; empty if nothing is
     */
    public synchronized List<Finding> check(Collection<RouteSource> sources, Properties settings) {
        scratch.use(settings);
        Map<RouteSource, Findings> all = new LinkedHashMap<>();
        List<RouteFile> files = new ArrayList<>();
        for (RouteSource source : sources) {
            var findings = new Findings(source.file());
            all.put(source, findings);
            read(source, findings).ifPresent(root -> files.add(RouteFile.of(source, root, languages)));
        }
        var acrossFiles = new AcrossFiles();
        var kamelets = new KameletCheck(files);
        var templates = new TemplateCheck(files);
        var beans = new BeanCheck(scratch.camel(), files);
        Map<RouteFile, List<EndpointUse>> endpoints = new LinkedHashMap<>();
        for (RouteFile file : files) {
            Findings findings = all.get(file.source());
            var placeholders = new Placeholders(scratch.camel(), file.parameters());
            List<EndpointUse> resolved = file.endpoints().stream()
                    .map(use -> use.resolved(placeholders::resolveIfKnown))
                    .toList();
            endpoints.put(file, resolved);
            check(file, resolved, placeholders, settings, findings);
            resolved.forEach(use -> kamelets.check(use, findings));
            templates.check(file, findings);
            beans.check(file.root(), findings);
            file.endpoints().stream()
                    .filter(use -> use.scheme().equals("kamelet"))
                    .forEach(use -> kamelets.checkSecrets(use, findings));
            resolved.forEach(acrossFiles::takes);
            acrossFiles.names(file, findings);
            resolved.forEach(use -> acrossFiles.endpoint(use, findings));
        }
        endpoints.forEach((file, uses) -> acrossFiles.consumers(uses, all.get(file.source())));
        files.forEach(file -> askCamel(file, all.get(file.source())));
        return all.values().stream()
                .flatMap(findings -> findings.all().stream())
                .sorted()
                .toList();
    }

    private Optional<Node> read(RouteSource source, Findings findings) {
        if (!SizeCheck.fits(source, findings)) {
            return Optional.empty();
        }
        return YamlCheck.check(source, findings);
    }

    private void check(
            RouteFile file,
            List<EndpointUse> resolved,
            Placeholders placeholders,
            Properties settings,
            Findings findings) {
        if (!file.isKamelet()) {
            schema.check(file.root(), findings);
        }
        new PlaceholderCheck(placeholders, settings, findings).check(file.isKamelet() ? file.template() : file.root());
        var endpoint = new EndpointCheck(components, findings);
        var schedule = new ScheduleCheck(clock, findings);
        var channel = new ChannelCheck(file, placeholders, findings);
        for (EndpointUse use : resolved) {
            endpoint.check(use);
            schedule.check(use);
            channel.check(use);
        }
        channel.checkHeaders(file.root());
        var secret = new SecretCheck(components, findings);
        file.endpoints().forEach(secret::check);
        secret.checkRest(file.root());
        var expression = new ExpressionCheck(scratch.camel(), placeholders, findings);
        for (ExpressionUse use : file.expressions()) {
            expression.check(use);
            SizeCheck.check(use, findings);
        }
    }

    private void askCamel(RouteFile file, Findings findings) {
        if (!file.isKamelet() && !findings.hasErrors()) {
            camelParse.check(file.source(), findings);
        }
    }

    @Override
    public void close() {
        scratch.close();
    }
}
