package io.rootsocket.hub.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rootsocket.hub.testing.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureHandlingTest {

    @TempDir
    Path folder;

    @Test
    void keepsWhyEachAttemptOfTheStepThatGaveUpFailed() throws Exception {
        String nobody = "http://127.0.0.1:" + FreePort.next();
        try (var camel = new DefaultCamelContext()) {
            camel.setAllowUseOriginalMessage(true);
            FailureHandling.install(
                    camel,
                    folder,
                    Clock.systemUTC(),
                    exchange -> exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, 1));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("rootsocket:message?channel=news&delivery=direct&key=test&apiUrl=" + nobody);
                }
            });
            camel.start();
            var sent = camel.createFluentProducerTemplate().withBody("hello").to("direct:in");

            assertThat(sent.send().getException()).isNotNull();
        }

        JsonNode letter = onlyLetter();
        assertThat(letter.path("attempts").asInt()).isEqualTo(11);
        assertThat(letter.path("failures"))
                .hasSize(11)
                .allSatisfy(failed -> assertThat(
                                failed.path("reason").path("message").asText())
                        .contains("Connection refused"));
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, RejectedExecutionException.class})
    void leavesToItsSourceWhatARouteWantsNoHandlerFor(Class<? extends Exception> failure) throws Exception {
        Path in = Files.createDirectories(folder.resolve("in"));
        Path letters = Files.createDirectories(folder.resolve("letters"));
        Files.writeString(in.resolve("a.txt"), "text");
        try (var camel = new DefaultCamelContext()) {
            camel.setAllowUseOriginalMessage(true);
            FailureHandling.install(camel, letters, Clock.systemUTC(), exchange -> {});
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + in + "?initialDelay=0&delay=20&moveFailed=failed")
                            .errorHandler(noErrorHandler())
                            .throwException(failure, "no luck");
                }
            });
            camel.start();
            await().until(() -> Files.exists(in.resolve("failed/a.txt")));
        }

        assertThat(letters).isEmptyDirectory();
    }

    private JsonNode onlyLetter() throws Exception {
        try (Stream<Path> letters = Files.list(folder)) {
            return new JsonMapper().readTree(letters.toList().get(0).toFile());
        }
    }
}
