package io.rootsocket.hub.reload;

import static io.rootsocket.hub.testing.RunningHub.route;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rootsocket.hub.reload.history.ReloadOutcome;
import io.rootsocket.hub.reload.history.ReloadOutcome.Result;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.testing.RunningHub;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeGuardIT {

    private static String saying(String word) {
        return """
                - route:
                    id: said
                    from:
                      uri: direct:said
                      steps:
                        - setBody:
                            constant: %s
                """.formatted(word);
    }

    @TempDir
    Path folder;

    @Test
    void leavesEveryEditOfARefusedChangeAsItRanUntilAPersonInsists() throws Exception {
        route(folder, "said.yaml", saying("one"));
        try (var sandbox = Sandbox.start(SandboxSettings.defaults().withPort(0));
                var hub = RunningHub.start(folder, sandbox.apiUrl(), sandbox.key(), Map.of())) {
            RouteFolder routes = hub.reload();
            routes.guard((running, wanted) ->
                    running.equals(wanted) || running.files().isEmpty()
                            ? Optional.empty()
                            : Optional.of("Too much would change."));

            route(folder, "said.yaml", saying("two"));
            route(folder, "new.yaml", saying("three").replace("said", "new"));

            await().until(() -> routes.problems().size() == 2);
            assertThat(routes.problems())
                    .allSatisfy(problem -> assertThat(problem.message()).startsWith("Too much would change."));
            assertThat(said(hub)).isEqualTo("one");
            assertThat(routes.reload().result()).isEqualTo(Result.REFUSED);

            ReloadOutcome outcome = routes.reload(ChangeGuard.NONE);

            assertThat(outcome.changed()).containsExactlyInAnyOrder("~said", "+new");
            assertThat(routes.problems()).isEmpty();
            assertThat(said(hub)).isEqualTo("two");
        }
    }

    private static String said(RunningHub hub) {
        return requireNonNull(hub.camel().createProducerTemplate().requestBody("direct:said", "", String.class));
    }
}
