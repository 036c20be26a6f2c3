package io.rootsocket.hub.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromptDirectComponentTest {

    private static final Duration MAX_WAIT = Duration.ofMillis(300);

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        camel.addComponent("direct", new PromptDirectComponent(MAX_WAIT));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:called?timeout=7").id("called").setBody(constant("answer"));
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    private String ask() {
        return String.valueOf(camel.createFluentProducerTemplate()
                .to("direct:called?timeout=7")
                .request(Object.class));
    }

    @Test
    void waitsInAnEditForARouteThatIsLongInComingToRest() {
        var source = camel.getRoute("called").getConsumer();
        ServiceHelper.suspendService(source);
        ChangingRoutes.Change edit = ChangingRoutes.begin(camel);
        var asking = CompletableFuture.supplyAsync(this::ask);

        await().during(MAX_WAIT.multipliedBy(3)).until(() -> !asking.isDone());
        ServiceHelper.resumeService(source);

        assertThat(asking.join()).isEqualTo("answer");
        edit.close();
    }

    @Test
    void waitsNoLongerThanThatForARouteThatIsNotThere() throws Exception {
        camel.getRouteController().stopRoute("called");
        ChangingRoutes.Change edit = ChangingRoutes.begin(camel);

        assertThatThrownBy(this::ask).hasRootCauseInstanceOf(DirectConsumerNotAvailableException.class);
        edit.close();
    }
}
