package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.invocation.SandboxPort;
import io.rootsocket.hub.component.RootSocketComponent;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.settings.Variable;
import io.rootsocket.hub.settings.Variables;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which RootSocket a command talks to, and one call to it. The key comes from {@code ROOTSOCKET_KEY} or its file only:
 * an option would show it in the list of processes.
 */
final class RootSocketOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            description =
                    "The base URL; wins over the region. Also ROOTSOCKET_API_URL. The key is ROOTSOCKET_KEY; without it, the"
                            + " sandbox on HUB_SANDBOX_PORT is meant.")
    private @Nullable String apiUrl;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The region of your application. Also ROOTSOCKET_REGION. Default: eu-central-1.")
    private @Nullable String region;

    /**
     * Sends {@code body} to an endpoint of the component.
     *
     * @param uri for example {@code rootsocket:token}
     * @return the exchange, which did not fail
     */
    Exchange call(String uri, Map<String, Object> headers, @Nullable Object body) throws Exception {
        try (var camel = new DefaultCamelContext()) {
            camel.addComponent("rootsocket", component());
            camel.start();
            Exchange exchange = camel.createFluentProducerTemplate()
                    .to(uri)
                    .withHeaders(headers)
                    .withBody(body)
                    .send();
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return exchange;
        }
    }

    private RootSocketComponent component() {
        Variables variables = Invocation.of(spec).variables();
        var component = new RootSocketComponent();
        var configuration = component.getConfiguration();
        Optional<String> url = either(apiUrl, variables.text(Variable.ROOTSOCKET_API_URL));
        Optional<String> key = variables.text(Variable.ROOTSOCKET_KEY);
        if (key.isPresent()) {
            configuration.setKey(key.get());
            url.ifPresent(configuration::setApiUrl);
            either(region, variables.text(Variable.ROOTSOCKET_REGION)).ifPresent(configuration::setRegion);
        } else {
            String sandbox = url.orElseGet(() -> "http://localhost:" + SandboxPort.of(variables));
            spec.commandLine().getErr().printf("ROOTSOCKET_KEY is not set: talking to the sandbox at %s%n", sandbox);
            configuration.setKey(SandboxSettings.DEFAULT_KEY);
            configuration.setApiUrl(sandbox);
        }
        return component;
    }

    private static Optional<String> either(@Nullable String option, Optional<String> variable) {
        return Stream.of(Optional.ofNullable(option), variable)
                .flatMap(Optional::stream)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
