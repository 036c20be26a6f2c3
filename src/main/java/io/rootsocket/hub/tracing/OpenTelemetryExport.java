package io.rootsocket.hub.tracing;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.rootsocket.hub.delivery.DeliverySpans;
import io.rootsocket.hub.settings.HubConfigurationException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;

/**
 * Tells OpenTelemetry's collector what goes through: a span for what comes in, for each step, and for each attempt to deliver,
 * also after a restart, all in the trace of who sent it. Safe for threads.
 */
public final class OpenTelemetryExport implements AutoCloseable {

    /** Where traces go; without one of them there are none. */
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    private static final String NAME = "rootsocket-hub";

    private final OpenTelemetrySdk sdk;

    private OpenTelemetryExport(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /**
     * Begins to export, if the environment says where to.
     *
     * @param environment the variables {@code OTEL_…}
     * @param redaction gives a text without its secrets
     * @throws HubConfigurationException if one of them cannot be used
     */
    public static Optional<OpenTelemetryExport> open(Map<String, String> environment, UnaryOperator<String> redaction) {
        boolean wanted = environment.containsKey(ENDPOINT) || environment.containsKey(TRACES_ENDPOINT);
        return wanted ? Optional.of(new OpenTelemetryExport(sdk(environment, redaction))) : Optional.empty();
    }

    private static OpenTelemetrySdk sdk(Map<String, String> environment, UnaryOperator<String> redaction) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "otel.service.name", NAME,
                // What the JDK's HTTP client speaks.
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none"));
        environment.forEach(
                (name, value) -> properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> properties)
                    .addSpanExporterCustomizer((exporter, settings) -> new RedactedSpans(exporter, redaction))
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk();
        } catch (RuntimeException e) {
            throw new HubConfigurationException(
                    "A variable OTEL_… cannot be used: %s Mend it, or unset %s to export no traces."
                            .formatted(e.getMessage(), ENDPOINT),
                    e);
        }
    }

    /** Has every exchange of a context make spans, before the first route runs. */
    public void trace(CamelContext camel) {
        camel.getRegistry().bind("openTelemetryTracer", sdk.getTracer(NAME));
        camel.getRegistry().bind("openTelemetryPropagators", sdk.getPropagators());
        var tracer = new OpenTelemetryTracer();
        tracer.setTraceProcessors(true);
        tracer.setCamelContext(camel);
        tracer.init(camel);
    }

    /** Has every delivery make a span. */
    public DeliverySpans deliveries() {
        return new TracedDeliveries(sdk.getTracer(NAME));
    }

    /** Tells what is left, and no more. Safe twice. */
    @Override
    public void close() {
        sdk.close();
    }
}
