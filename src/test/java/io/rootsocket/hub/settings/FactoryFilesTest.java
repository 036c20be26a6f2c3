package io.rootsocket.hub.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactoryFilesTest {

    private final List<String> looked = new ArrayList<>();

    private @Nullable InputStream look(String uri) {
        looked.add(uri);
        return uri.endsWith("there") ? new ByteArrayInputStream("class=A".getBytes(StandardCharsets.UTF_8)) : null;
    }

    @Test
    void areLookedForOnce() throws IOException {
        for (int time = 0; time < 2; time++) {
            try (InputStream there = FactoryFiles.open("once/there", this::look)) {
                assertThat(there).asString(StandardCharsets.UTF_8).isEqualTo("class=A");
            }
            assertThat(FactoryFiles.open("once/nowhere", this::look)).isNull();
        }

        assertThat(looked).containsExactly("once/there", "once/nowhere");
    }

    @Test
    void giveAContextTheSameComponentsAsCamelFinds() throws Exception {
        try (var own = new SettingsContext();
                var camels = new DefaultCamelContext()) {
            own.build();
            for (String name : List.of("direct", "jms", "kamelet")) {
                assertThat(own.getComponent(name, true, false))
                        .isNotNull()
                        .hasSameClassAs(camels.getComponent(name, true, false));
            }
            assertThat(own.getComponent("nobody-has-this", true, false)).isNull();
        }
    }
}
