package io.rootsocket.hub.engine.validate;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
        List<Findings> all = new ArrayList<>();
        List<Checked> files = new ArrayList<>();
        for (RouteSource source : sources) {
            var findings = new Findings(source.file());
            all.add(findings);
            read(source, findings).ifPresent(root -> files.add(checked(source, root, findings)));
        }
        for (Checked file : files) {
            check(file, settings);
        }
        checkTogether(files);
        for (Checked file : files) {
            askCamel(file.file(), file.findings());
        }
        return all.stream()
                .flatMap(findings -> findings.all().stream())
                .sorted()
                .toList();
    }

    private Checked checked(RouteSource source, Node root, Findings findings) {
        var file = RouteFile.of(source, root, languages);
        var placeholders = new Placeholders(scratch.camel(), file.parameters());
        List<EndpointUse> resolved = file.endpoints().stream()
                .map(use -> use.resolved(placeholders::resolveIfKnown))
                .toList();
        return new Checked(file, resolved, placeholders, findings);
    }

    /**
     * A file that is being checked.
     *
     * @param endpoints with their settings filled in
     */
    private record Checked(RouteFile file, List<EndpointUse> endpoints, Placeholders placeholders, Findings findings) {}

    private void checkTogether(List<Checked> checked) {
        List<RouteFile> files = checked.stream().map(Checked::file).toList();
        var kamelets = new KameletCheck(files);
        var templates = new TemplateCheck(files);
        var beans = new BeanCheck(scratch.camel(), files);
        var acrossFiles = new AcrossFiles();
        for (Checked each : checked) {
            Findings findings = each.findings();
            each.endpoints().forEach(use -> kamelets.check(use, findings));
            each.file().endpoints().stream()
                    .filter(use -> use.scheme().equals("kamelet"))
                    .forEach(use -> kamelets.checkSecrets(use, findings));
            templates.check(each.file(), findings);
            beans.check(each.file().root(), findings);
            each.endpoints().forEach(acrossFiles::takes);
            acrossFiles.names(each.file(), findings);
            each.endpoints().forEach(use -> acrossFiles.endpoint(use, findings));
        }
        checked.forEach(each -> acrossFiles.consumers(each.endpoints(), each.findings()));
    }

    private Optional<Node> read(RouteSource source, Findings findings) {
        if (!SizeCheck.fits(source, findings)) {
            return Optional.empty();
        }
        return YamlCheck.check(source, findings);
    }

    private void check(Checked checked, Properties settings) {
        RouteFile file = checked.file();
        Placeholders placeholders = checked.placeholders();
        Findings findings = checked.findings();
        if (!file.isKamelet()) {
            schema.check(file.root(), findings);
        }
        new PlaceholderCheck(placeholders, settings, findings).check(file.isKamelet() ? file.template() : file.root());
        var endpoint = new EndpointCheck(components, findings);
        var schedule = new ScheduleCheck(clock, findings);
        var channel = new ChannelCheck(file, placeholders, findings);
        for (EndpointUse use : checked.endpoints()) {
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
