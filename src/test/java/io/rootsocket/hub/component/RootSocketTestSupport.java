package io.rootsocket.hub.component;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Camel context whose component sends to a server that answers as told. */
abstract class RootSocketTestSupport extends CamelTestSupport {

    static final String KEY = "sk-live-4711";
    static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @RegisterExtension
    static final WireMockExtension SERVICE = WireMockExtension.newInstance()
            .options(options().dynamicPort().dynamicHttpsPort())
            .build();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        var component = new RootSocketComponent(Clock.fixed(NOW, ZoneOffset.UTC));
        component.getConfiguration().setKey(KEY);
        component.getConfiguration().setApiUrl("http://localhost:" + SERVICE.getPort());
        context.addComponent("rootsocket", component);
        return context;
    }

    static void serviceAnswers(int status, String body) {
        serviceAnswers(aResponse().withStatus(status).withBody(body));
    }

    static void serviceAnswers(ResponseDefinitionBuilder answer) {
        SERVICE.stubFor(any(anyUrl()).willReturn(answer));
    }

    static List<LoggedRequest> requests() {
        return SERVICE.findAll(WireMock.anyRequestedFor(anyUrl()));
    }

    static LoggedRequest onlyRequest() {
        List<LoggedRequest> requests = requests();
        if (requests.size() != 1) {
            throw new AssertionError("expected one request, but there were " + requests);
        }
        return requests.get(0);
    }

    Exchange send(String uri, @Nullable Object body) {
        return send(uri, body, Map.of());
    }

    Exchange send(String uri, @Nullable Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    Exchange sendIn(String charset, String uri, Object body) {
        return template.request(uri, exchange -> {
            exchange.setProperty(ExchangePropertyKey.CHARSET_NAME, charset);
            exchange.getMessage().setBody(body);
        });
    }

    static <E extends RootSocketException> E failure(Class<E> type, Exchange exchange) {
        Exception thrown = exchange.getException();
        if (!type.isInstance(thrown)) {
            throw new AssertionError("expected a " + type.getSimpleName() + " but got " + thrown, thrown);
        }
        return type.cast(thrown);
    }

    static String wire(String file) {
        try (var in = RootSocketTestSupport.class.getResourceAsStream("/wire/" + file)) {
            if (in == null) {
                throw new AssertionError("no such file: wire/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
