package io.rootsocket.hub.trail.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracedRouteTest {

    @ParameterizedTest
    @CsvSource({
        "rest:post:/shop:/orders/{id}, POST /shop/orders/17, true",
        "rest:post:/shop:/orders/{id}, POST /api/shop/orders/17/, true",
        "rest:post:/shop:/orders/{id}, GET /shop/orders/17, false",
        "rest:post:/shop:/orders/{id}, POST /shop/orders, false",
        "rest:post:/shop:/orders/{id}, POST /shop/orders/17/lines, false",
        "rest:post:/shop:/orders/{id}, POST /workshop/orders/17, false",
        "rest:get:shop, GET /shop, true",
        "rest:get:shop, GET /shop/one, false",
        "rest:get:/a.b, GET /aXb, false"
    })
    void tellsOneVerbWithoutAnIdFromAnotherByHowItIsCalled(String verb, String call, boolean same) {
        assertThat(TracedRoute.calledAs(verb).matcher(call).matches()).isEqualTo(same);
    }
}
