package io.rootsocket.hub.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.rootsocket.hub.delivery.DeliverySpans;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a span of each attempt to deliver. Safe for threads. */
record TracedDeliveries(Tracer tracer) implements DeliverySpans {

    private static final TextMapGetter<String> TRACEPARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals("traceparent") ? traceparent : null;
        }
    };

    @Override
    public Attempt begin(OutboxMessage message) {
        Span span = tracer.spanBuilder("deliver " + message.channel().value())
                .setParent(parent(message))
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("messaging.destination.name", message.channel().value())
                .setAttribute("messaging.message.id", message.id())
                .startSpan();
        return new SpannedAttempt(span);
    }

    private static Context parent(OutboxMessage message) {
        return message.traceparent()
                .map(trace -> W3CTraceContextPropagator.getInstance().extract(Context.root(), trace, TRACEPARENT))
                .orElse(Context.root());
    }

    private record SpannedAttempt(Span span) implements Attempt {

        @Override
        public Optional<String> traceparent() {
            SpanContext context = span.getSpanContext();
            return context.isValid()
                    ? Optional.of("00-%s-%s-%s"
                            .formatted(
                                    context.getTraceId(),
                                    context.getSpanId(),
                                    context.getTraceFlags().asHex()))
                    : Optional.empty();
        }

        @Override
        public void end(Optional<String> failure) {
            failure.ifPresent(why -> span.setStatus(StatusCode.ERROR, why));
            span.end();
        }
    }
}
