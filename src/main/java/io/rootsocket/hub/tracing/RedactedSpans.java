package io.rootsocket.hub.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Takes out of spans what the trail would not keep either: Camel writes the addresses of endpoints and what routes log into
 * them. Safe for threads.
 *
 * @param redaction gives a text without its secrets
 */
record RedactedSpans(SpanExporter exporter, UnaryOperator<String> redaction) implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return exporter.export(spans.stream()
                .<SpanData>map(span -> new Redacted(span, redaction))
                .toList());
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    private static final class Redacted extends DelegatingSpanData {

        private final UnaryOperator<String> redaction;

        private Redacted(SpanData span, UnaryOperator<String> redaction) {
            super(span);
            this.redaction = redaction;
        }

        @Override
        public Attributes getAttributes() {
            return redacted(super.getAttributes());
        }

        @Override
        public List<EventData> getEvents() {
            return super.getEvents().stream()
                    .map(event -> EventData.create(
                            event.getEpochNanos(),
                            redaction.apply(event.getName()),
                            redacted(event.getAttributes()),
                            event.getTotalAttributeCount()))
                    .toList();
        }

        @Override
        public StatusData getStatus() {
            StatusData status = super.getStatus();
            return StatusData.create(status.getStatusCode(), redaction.apply(status.getDescription()));
        }

        private Attributes redacted(Attributes attributes) {
            AttributesBuilder redacted = attributes.toBuilder();
            attributes.forEach((key, value) -> {
                if (key.getType() == AttributeType.STRING) {
                    redacted.put(AttributeKey.stringKey(key.getKey()), redaction.apply(String.valueOf(value)));
                }
            });
            return redacted.build();
        }
    }
}
