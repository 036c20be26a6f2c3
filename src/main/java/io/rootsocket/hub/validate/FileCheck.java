package io.rootsocket.hub.validate;

import io.rootsocket.hub.files.OddFile;
import io.rootsocket.hub.routes.EndpointUse;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Findings;
import io.rootsocket.hub.routes.yaml.RouteSource;
import io.rootsocket.hub.routes.yaml.RouteYaml;
import io.rootsocket.hub.validate.schema.SchemaCheck;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.nodes.Node;

/** The checks that need to know nothing of other files. One thread at a time. */
final class FileCheck {

    private static final Logger LOG = LoggerFactory.getLogger(FileCheck.class);

    private final Clock clock;
    private final CamelContext camel;
    private final Components components;
    private final SchemaCheck schema = SchemaCheck.get();
    private final CamelParse camelParse;
    private final Set<String> languages = SchemaCheck.LANGUAGES;

    FileCheck(CamelContext camel, Clock clock) {
        this.clock = clock;
        this.camel = camel;
        this.components = new Components(camel);
        this.camelParse = new CamelParse(camel);
    }

    /** No failure of a check, be it that its stack was too small, keeps other files from being checked. */
    CheckedFile check(RouteSource source, Properties settings) {
        try {
            return checked(source, settings);
        } catch (RuntimeException | Error e) {
            LOG.debug("{} could not be checked", source.file(), e);
            var odd = new OddFile(
                    1,
                    "It cannot be checked (%s).".formatted(e.getClass().getSimpleName()),
                    "Write what is very long or deep in it in another way.");
            return new CheckedFile(
                    source, settings, Optional.empty(), List.of(), List.of(Finding.of(source.file(), odd)));
        }
    }

    private CheckedFile checked(RouteSource source, Properties settings) {
        var findings = new Findings(source.file());
        var yaml = RouteYaml.of(source);
        yaml.findings().forEach(findings::add);
        Optional<Node> root = yaml.root();
        if (root.isEmpty()) {
            return new CheckedFile(source, settings, Optional.empty(), List.of(), findings.all());
        }
        var whole = RouteFile.of(source, root.get(), languages);
        schema.check(whole.schemaRoot(), () -> !whole.isKamelet() && camelParse.reads(source), findings);
        var placeholders = new Placeholders(camel, whole.parameters());
        boolean without = new Preconditions(camel, placeholders).leaveOut(root.get());
        var file = without ? RouteFile.of(source, root.get(), languages) : whole;
        List<EndpointUse> resolved = file.endpoints().stream()
                .map(use -> use.resolved(placeholders::resolveIfKnown, placeholders::resolveInUriIfKnown))
                .toList();
        new PlaceholderCheck(placeholders, settings, findings).check(file.template());
        endpoints(file, resolved, placeholders, findings);
        expressions(file, placeholders, findings);
        ScopeCheck.check(root.get(), findings);
        return new CheckedFile(source, settings, Optional.of(file), resolved, findings.all());
    }

    private void endpoints(RouteFile file, List<EndpointUse> resolved, Placeholders placeholders, Findings findings) {
        var endpoint = new EndpointCheck(components, findings);
        var schedule = new ScheduleCheck(clock, findings);
        var channel = new ChannelCheck(file, placeholders, findings);
        var alarm = new AlarmCheck(findings);
        for (EndpointUse use : resolved) {
            if (findings.isFull()) {
                return;
            }
            if (!channel.hasUnknownOperation(use)) {
                endpoint.check(use);
                schedule.check(use);
                channel.check(use);
                alarm.check(use);
            }
        }
        if (file.isKamelet()) {
            resolved.forEach(use -> KameletCheck.beginning(use, findings));
        }
        channel.checkHeaders(file.template());
        var secret = new SecretCheck(components, findings);
        file.endpoints().forEach(secret::check);
        secret.checkRest(file.template());
    }

    private void expressions(RouteFile file, Placeholders placeholders, Findings findings) {
        var expression = new ExpressionCheck(camel, placeholders, findings);
        for (ExpressionUse use : file.expressions()) {
            if (findings.isFull()) {
                return;
            }
            expression.check(use);
            SizeCheck.check(use, findings);
        }
    }
}
