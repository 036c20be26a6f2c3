package io.rootsocket.hub.settings;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.StatefulService;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Camel finds by looking at all routes is found by the index, too. */
final class IndexedContextTest {

    /** How many other routes Camel was shown, each time that it asked for all. */
    private final List<Integer> shown = new ArrayList<>();

    private final SettingsContext camel = new SettingsContext() {
        @Override
        public List<Route> getRoutes() {
            return shown(super.getRoutes());
        }

        @Override
        public List<RouteDefinition> getRouteDefinitions() {
            return shown(super.getRouteDefinitions());
        }

        private <T> List<T> shown(List<T> routes) {
            shown.add(routes.size());
            return routes;
        }
    };

    @BeforeEach
    void start() throws Exception {
        var settings = new Properties();
        settings.setProperty("name", "named");
        camel.build();
        camel.getPropertiesComponent().setInitialProperties(settings);
        // Who calls a route that is not there does not wait for it for half a minute.
        camel.getComponent("direct", DirectComponent.class).setBlock(false);
        camel.start();
        add("first", "direct:first", "1");
        add("second", "direct:second", "2");
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void add(String id, String from, String answer) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                RouteDefinition route = from(from);
                if (!id.isEmpty()) {
                    route.routeId(id);
                }
                route.setBody(constant(answer)).to("mock:" + answer);
            }
        });
    }

    private RouteDefinition definition(String id) {
        return requireNonNull(camel.getRouteDefinition(id));
    }

    private @Nullable String answerOf(String address) {
        try (var producer = camel.createProducerTemplate()) {
            return producer.requestBody(address, "?", String.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> ids() {
        return camel.getRoutes().stream().map(Route::getRouteId).toList();
    }

    @Test
    void showsCamelNoOtherRouteWhereItAddsOne() throws Exception {
        shown.clear();

        for (int i = 0; i < 20; i++) {
            add("more-" + i, "direct:more-" + i, "3");
        }

        assertThat(shown).isNotEmpty().allSatisfy(routes -> assertThat(routes).isLessThanOrEqualTo(1));
    }

    @Test
    void putsARouteInPlaceOfTheOneWithItsId() throws Exception {
        add("first", "direct:first", "3");

        assertThat(ids()).containsExactlyInAnyOrder("first", "second");
        assertThat(camel.getRouteDefinitions()).hasSize(2);
        assertThat(answerOf("direct:first")).isEqualTo("3");
    }

    @Test
    void refusesASecondConsumerOfAnEndpoint() {
        assertThatThrownBy(() -> add("third", "direct:first", "3"))
                .hasStackTraceContaining("Multiple consumers for the same endpoint is not allowed");
    }

    @Test
    void keepsTheOrderInWhichRoutesHaveStarted() throws Exception {
        add("third", "direct:third", "3");
        camel.getRouteController().stopRoute("first");
        camel.getRouteController().startRoute("first");
        camel.getRouteController().stopRoute("second");
        camel.removeRoute("second");
        add("second", "direct:second", "2");

        assertThat(started()).containsExactly("first", "third", "second");
    }

    @Test
    void keepsTheOrderOfTheOthersIfARouteDoesNotStart() {
        assertThatThrownBy(() -> add("third", "direct:first", "3")).isInstanceOf(Exception.class);

        assertThat(started()).containsExactly("first", "second");
    }

    @Test
    void refusesAPlaceInTheOrderThatIsTaken() throws Exception {
        ordered("third", 7);

        assertThatThrownBy(() -> ordered("fourth", 7)).hasStackTraceContaining("startup order clash");
        assertThat(started()).containsExactly("first", "second", "third");
    }

    private void ordered(String id, int place) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + id).routeId(id).startupOrder(place).to("mock:" + id);
            }
        });
    }

    private List<String> started() {
        return camel.getCamelContextExtension().getRouteStartupOrder().stream()
                .map(order -> order.getRoute().getId())
                .toList();
    }

    @Test
    void takesTheEndpointOfARouteThatWasRemoved() throws Exception {
        camel.getRouteController().stopRoute("first");
        camel.removeRoute("first");
        assertThat(camel.getRouteDefinition("first")).isNull();

        add("third", "direct:first", "3");

        assertThat(answerOf("direct:first")).isEqualTo("3");
        assertThat(definition("third").getInput().getEndpointUri()).isEqualTo("direct:first");
    }

    @Test
    void refusesAStoppedRouteWhoseEndpointAnotherHasTakenMeanwhile() throws Exception {
        camel.getRouteController().stopRoute("first");
        add("third", "direct:first", "3");

        assertThatThrownBy(() -> camel.getRouteController().startRoute("first"))
                .hasStackTraceContaining("Multiple consumers for the same endpoint is not allowed");
    }

    @Test
    void knowsARouteByTheNameThatASettingGivesIt() throws Exception {
        add("{{name}}", "direct:third", "3");
        assertThat(camel.getRouteDefinition("named")).isNotNull();

        add("named", "direct:fourth", "4");

        assertThat(ids()).containsExactlyInAnyOrder("first", "second", "named");
        assertThat(answerOf("direct:fourth")).isEqualTo("4");
        assertThatThrownBy(() -> answerOf("direct:third")).isInstanceOf(CamelExecutionException.class);
    }

    @Test
    void givesARouteWithoutAnIdOneThatNoOtherHas() throws Exception {
        add("", "direct:third", "3");
        add("", "direct:fourth", "4");

        assertThat(ids()).doesNotHaveDuplicates().hasSize(4);
        assertThat(ids())
                .allSatisfy(id -> assertThat(definition(id).getRouteId()).isEqualTo(id));
    }

    @Test
    void leavesTheIdOfARouteThatIsRefused() {
        RouteDefinition[] route = new RouteDefinition[1];
        assertThatThrownBy(() -> camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        route[0] = from("direct:third").routeId("third");
                        route[0].to("no-such-component:here");
                    }
                }))
                .isInstanceOf(Exception.class);

        assertThat(route[0].getRouteId()).isEqualTo("third");
    }

    @Test
    void stopsTheProducersOfARouteThatIsRemoved() throws Exception {
        int before = camel.hasServices(Producer.class).size();
        add("third", "direct:third", "3");
        assertThat(answerOf("direct:third")).isEqualTo("3");

        camel.getRouteController().stopRoute("third");
        camel.removeRoute("third");

        assertThat(camel.hasServices(Producer.class)).hasSize(before);
    }

    @Test
    void stopsTheProducersOfAllRoutesWhenItStops() {
        Set<Producer> producers = camel.hasServices(Producer.class);
        Set<Service> removed = new HashSet<>();
        camel.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onServiceRemove(CamelContext context, Service service, @Nullable Route route) {
                removed.add(service);
            }
        });

        camel.stop();

        assertThat(producers).hasSize(2).allSatisfy(producer -> {
            assertThat(removed).contains(producer);
            assertThat(((StatefulService) producer).isStarted()).isFalse();
        });
        assertThat(camel.hasServices(Producer.class)).isEmpty();
    }

    @Test
    void readsALevelHoweverItIsWritten() {
        Map.of("warn", LoggingLevel.WARN, "DEBUG", LoggingLevel.DEBUG, " Off ", LoggingLevel.OFF)
                .forEach((text, level) -> assertThat(camel.getTypeConverter().convertTo(LoggingLevel.class, text))
                        .isEqualTo(level));
        assertThatThrownBy(() -> camel.getTypeConverter().convertTo(LoggingLevel.class, "loud"))
                .hasStackTraceContaining("does not have any constant with value: loud");
    }
}
