package io.rootsocket.hub.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookGateTest {

    private final WebhookGate gate = new WebhookGate();
    private final List<String> again = new ArrayList<>();

    private boolean enter(String path) {
        return gate.enter(path, () -> again.add(path));
    }

    @Test
    void holdsBackOnlyWhatComesForAClosedPathUntilItOpens() {
        var opening = gate.close("/a"::equals);

        assertThat(enter("/b")).isTrue();
        assertThat(enter("/a")).isFalse();
        assertThat(again).isEmpty();

        opening.close();
        opening.close();
        assertThat(again).containsExactly("/a");
        assertThat(enter("/a")).isTrue();
    }

    @Test
    void isEmptyOnceEveryoneWhoCameInBeforeHasLeft() {
        enter("/a");
        enter("/a");
        var opening = gate.close("/a"::equals);

        gate.leave("/a");
        assertThat(opening.isEmpty()).isFalse();
        gate.leave("/a");
        assertThat(opening.isEmpty()).isTrue();
    }
}
