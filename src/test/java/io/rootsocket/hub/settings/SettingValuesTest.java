package io.rootsocket.hub.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.ManualRow;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@ManualRow("a secret in `application.properties`, in the history, a log, a failure")
class SettingValuesTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void close() {
        camel.stop();
    }

    private SettingValues values(Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(settings);
        return SettingValues.of(SettingNames.of(List.of("{{from.elsewhere}}")), properties, camel);
    }

    @Test
    void areNamedInAMessageNotQuoted() {
        var values = values(
                Map.of("sink.url", "http://crm.example.com/x", "crm.token", "abcd", "sink.host", "crm.example.com"));

        assertThat(values.hiddenIn("Cannot reach http://crm.example.com/x?token=abcd1 of crm.example.com"))
                .isEqualTo("Cannot reach {{sink.url}}?token={{crm.token}}1 of {{sink.host}}");
    }

    @Test
    void takeTheGuessesAwayThatAreMadeOfThem() {
        assertThat(values(Map.of("a", "my-channel")).hiddenIn("`my-channel` is none. Did you mean `my.channel`?"))
                .isEqualTo("`{{a}}` is none.");
    }

    @Test
    void areLeftInWordsThatOnlyHoldThem() {
        var values = values(Map.of("queue", "orders", "yes", "true", "port", "8080", "short", "abc"));

        assertThat(values.hiddenIn("reorders: true, 8080, abc, orders-2"))
                .isEqualTo("reorders: true, 8080, abc, {{queue}}-2");
    }

    @Test
    void areThoseOfVariablesAndFilesToo() {
        camel.getPropertiesComponent().addInitialProperty("from.elsewhere", "S3CRET-VALUE");

        assertThat(values(Map.of()).hiddenIn("it is S3CRET-VALUE")).isEqualTo("it is {{from.elsewhere}}");
    }

    @Test
    void areHiddenInWhatIsSaidWhileTheyAreUsed() {
        assertThat(SettingValues.hidden(camel, "S3CRET-VALUE")).isEqualTo("S3CRET-VALUE");

        values(Map.of("a", "S3CRET-VALUE")).use(camel);

        assertThat(SettingValues.hidden(camel, "S3CRET-VALUE")).isEqualTo("{{a}}");
    }
}
