package io.rootsocket.hub.webhook;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateProcessor;

/** Runs a webhook's route for a call, unless its caller was told to come back meanwhile. */
final class CalledRoute extends DelegateProcessor {

    CalledRoute(Processor route) {
        super(route);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Optional<WebhookCall> call = WebhookCall.by(exchange);
        if (call.isPresent() && !call.get().begin()) {
            return;
        }
        try {
            PathParameters.win(exchange);
            super.process(exchange);
        } finally {
            call.ifPresent(WebhookCall::end);
        }
    }
}
