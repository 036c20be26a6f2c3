package io.rootsocket.hub.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rootsocket.hub.protocol.Wire;
import io.rootsocket.hub.settings.HubConfigurationException;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a webhook's caller hears once its route is done. The kamelet {@code webhook} has it as its first step, which
 * promises the reply, and as its last one, which gives it: a route that ends before, or a request that was accepted
 * before, is answered by the promise.
 *
 * <p>A bean for Camel to fill before the route starts; safe for threads after that.
 */
public final class WebhookReply extends ServiceSupport implements Processor, CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookReply.class);

    private static final String PROMISED = "RootSocketHubWebhookReply";

    /** In the place of an answer: whatever the route leaves as the body. */
    private static final String OF_THE_ROUTE = "${body}";

    private static final int FIRST_ERROR = 400;
    private static final int NO_CONTENT = 204;

    private int status = 202;
    private String answer = "{\"accepted\":true}";
    private String contentType = "";
    private @Nullable CamelContext camel;
    private @Nullable Expression wording;
    private String typeOfAnswer = typeOf(answer);

    /** @throws HubConfigurationException if it would not be a success, or its words cannot be read */
    @Override
    protected void doInit() {
        if (status < 200 || status > 299) {
            throw new HubConfigurationException(
                    "The `status` of a webhook is answered once its message was accepted. Write one from 200 to 299.");
        }
        if (answer.contains("${") && !answer.equals(OF_THE_ROUTE)) {
            wording = wording();
        }
    }

    private Expression wording() {
        CamelContext context = Objects.requireNonNull(camel);
        try {
            Expression expression = context.resolveLanguage("simple").createExpression(answer);
            expression.init(context);
            return expression;
        } catch (RuntimeException e) {
            throw new HubConfigurationException(
                    "The `answer` of a webhook is no simple expression that can be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void process(Exchange exchange) {
        if (exchange.getProperty(PROMISED) == null) {
            exchange.setProperty(PROMISED, this);
        } else {
            keepPromise(exchange);
        }
    }

    /** Gives the reply that was promised, if it was not given yet and the route does not say itself that something is wrong. */
    static void keepPromise(Exchange exchange) {
        var promised = exchange.getProperty(PROMISED, WebhookReply.class);
        if (promised != null && exchange.getException() == null && !isRefusedByTheRoute(exchange)) {
            forget(exchange);
            promised.write(exchange);
        }
    }

    /** A status alone may be that of a server that the route has called. */
    private static boolean isRefusedByTheRoute(Exchange exchange) {
        Integer given = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        boolean ended = exchange.isRouteStop()
                || exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT) != null
                || exchange.getExchangeExtension().isErrorHandlerHandledSet();
        return given != null && given >= FIRST_ERROR && ended;
    }

    /** Another answer is given than the one that was promised. */
    static void forget(Exchange exchange) {
        exchange.removeProperty(PROMISED);
    }

    /** Answers as if the route had run, and ends the exchange. */
    static void end(Exchange exchange) {
        var promised = exchange.getProperty(PROMISED, WebhookReply.class);
        forget(exchange);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        (promised == null ? new WebhookReply() : promised).write(exchange);
        exchange.setRouteStop(true);
    }

    private void write(Exchange exchange) {
        Message message = exchange.getMessage();
        if (!answer.equals(OF_THE_ROUTE)) {
            String text = text(exchange);
            message.removeHeaders("*");
            message.setBody(text.isEmpty() || status == NO_CONTENT ? null : text);
            if (message.getBody() != null) {
                message.setHeader(Exchange.CONTENT_TYPE, contentType.isEmpty() ? typeFor(text) : contentType);
            }
        } else if (!contentType.isEmpty()) {
            message.setHeader(Exchange.CONTENT_TYPE, contentType);
        }
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    }

    /** Its message is accepted by now, so what cannot be said is left out. */
    private String text(Exchange exchange) {
        if (wording == null) {
            return answer;
        }
        try {
            String text = wording.evaluate(exchange, String.class);
            return text == null ? "" : text;
        } catch (RuntimeException e) {
            LOG.warn("The answer of {} is left empty: {}", exchange.getFromRouteId(), e.getMessage());
            return "";
        }
    }

    private String typeFor(String text) {
        return text.equals(answer) ? typeOfAnswer : typeOf(text);
    }

    private static String typeOf(String text) {
        try {
            return Wire.readTree(text).isContainerNode() ? "application/json" : "text/plain; charset=utf-8";
        } catch (JsonProcessingException plain) {
            return "text/plain; charset=utf-8";
        }
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camel = camelContext;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camel;
    }

    public void setStatus(int status) {
        this.status = status;
    }

    public void setAnswer(String answer) {
        this.answer = answer;
        this.typeOfAnswer = typeOf(answer);
    }

    public void setContentType(String contentType) {
        this.contentType = contentType;
    }
}
