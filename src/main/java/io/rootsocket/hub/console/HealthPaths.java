package io.rootsocket.hub.console;

import io.rootsocket.hub.console.api.HealthAnswer;
import io.rootsocket.hub.console.api.HealthAnswer.Check;
import io.rootsocket.hub.http.StrictJson;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/**
 * {@code GET /observe/health}, and {@code …/live} and {@code …/ready} for who probes: 503 if something is down. In plain JSON,
 * where Camel's own puts a backslash before each slash and escapes what is escaped already. Safe for threads.
 */
record HealthPaths(CamelContext camel) {

    private static final String LEVEL = "full";
    /** What names Java's types. */
    private static final String KIND = "check.kind";

    void mount(Router router, String path) {
        mount(router, path, () -> HealthCheckHelper.invoke(camel, LEVEL), false);
        mount(router, path + "/live", () -> HealthCheckHelper.invokeLiveness(camel, LEVEL), false);
        mount(router, path + "/ready", () -> HealthCheckHelper.invokeReadiness(camel, LEVEL), true);
    }

    private static void mount(
            Router router, String path, Supplier<Collection<HealthCheck.Result>> look, boolean readiness) {
        router.get(path).blockingHandler(context -> answer(context, look.get(), readiness), false);
    }

    private static void answer(RoutingContext context, Collection<HealthCheck.Result> results, boolean readiness) {
        boolean up = HealthCheckHelper.isResultsUp(results, readiness);
        boolean data = "true".equals(context.request().getParam("data"));
        var answer = new HealthAnswer(
                up ? "UP" : "DOWN",
                results.stream().map(result -> check(result, data)).toList());
        context.response()
                .setStatusCode(up ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(StrictJson.write(answer));
    }

    private static Check check(HealthCheck.Result result, boolean data) {
        return new Check(
                result.getCheck().getId(),
                result.getState().name(),
                result.getError().map(HealthPaths::messages).orElse(null),
                result.getMessage().orElse(null),
                data ? details(result) : null);
    }

    /** Of the failure and its causes. */
    private static String messages(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static SortedMap<String, Object> details(HealthCheck.Result result) {
        var details = new TreeMap<String, Object>();
        for (Map.Entry<String, Object> detail : result.getDetails().entrySet()) {
            Object value = detail.getValue();
            if (!detail.getKey().equals(KIND) && value != null) {
                details.put(
                        detail.getKey(),
                        value instanceof Number || value instanceof Boolean ? value : value.toString());
            }
        }
        return details;
    }
}
