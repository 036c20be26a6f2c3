package io.rootsocket.hub.cli;

import io.rootsocket.hub.component.RootSocketComponent;
import io.rootsocket.hub.component.RootSocketException;
import io.rootsocket.hub.protocol.InvalidChannelNameException;
import io.rootsocket.hub.sandbox.SandboxSettings;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which RootSocket a command talks to, and one call to it. The key comes from {@code ROOTSOCKET_KEY} only: an option would
 * show it in the list of processes.
 */
final class RootSocketOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            defaultValue = "${ROOTSOCKET_API_URL}",
            description = "The base URL; wins over the region. Also ROOTSOCKET_API_URL.")
    private @Nullable String apiUrl;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = "${ROOTSOCKET_REGION}",
            description = "The region of your application. Also ROOTSOCKET_REGION. Default: eu-central-1.")
    private @Nullable String region;

    private Map<String, String> environment = System.getenv();

    /** For tests: another environment. */
    void environment(Map<String, String> other) {
        environment = Map.copyOf(other);
    }

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
                throw telling(exchange.getException());
            }
            return exchange;
        } catch (RuntimeException e) {
            throw telling(e);
        }
    }

    private RootSocketComponent component() {
        var component = new RootSocketComponent();
        var configuration = component.getConfiguration();
        String key = environment.getOrDefault("ROOTSOCKET_KEY", "");
        if (key.isBlank()) {
            String sandbox = apiUrl != null && !apiUrl.isBlank()
                    ? apiUrl
                    : "http://localhost:" + environment.getOrDefault("HUB_SANDBOX_PORT", "8001");
            spec.commandLine().getErr().printf("ROOTSOCKET_KEY is not set: talking to the sandbox at %s%n", sandbox);
            configuration.setKey(SandboxSettings.DEFAULT_KEY);
            configuration.setApiUrl(sandbox);
        } else {
            configuration.setKey(key);
            configuration.setApiUrl(apiUrl == null || apiUrl.isBlank() ? null : apiUrl);
            if (region != null && !region.isBlank()) {
                configuration.setRegion(region);
            }
        }
        return component;
    }

    /** Camel wraps what the component says; a person needs the inner sentence. */
    private static Exception telling(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RootSocketException || cause instanceof InvalidChannelNameException) {
                return (Exception) cause;
            }
        }
        return Objects.requireNonNull(failure);
    }
}
