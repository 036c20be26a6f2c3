package io.rootsocket.hub.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class FailureWordsTest {

    @Test
    void areThoseOfWhoNoticed() {
        assertThat(FailureWords.of(new IOException("The disk is full.", new IOException("ENOSPC"))))
                .isEqualTo("The disk is full.");
    }

    /** It was `Error during poll. Exchange[…]. Caused by: [org.apache.camel.RuntimeCamelException - …]`. */
    @Test
    void passOverWhatOnlyNamesAClass() {
        var refused = new IOException("Connect to http://localhost:9 failed: Connection refused");
        var wrapped = new RuntimeCamelException(refused);
        var poll = new IllegalStateException(
                "Error during poll. Exchange[6878890B35A92890]. Caused by: [" + wrapped + "]", wrapped);

        assertThat(FailureWords.of(poll)).isEqualTo("Connect to http://localhost:9 failed: Connection refused");
    }

    @Test
    void keepTheLastNameOfAClassThatIsNamedAllTheSame() {
        assertThat(
                        FailureWords.of(
                                new IllegalStateException(
                                        "Method foo not found on bean of type: org.apache.camel.component.file.GenericFile on the exchange")))
                .isEqualTo("Method foo not found on bean of type: GenericFile on the exchange");
    }

    /** They stand in dead letters, on pages and in answers. */
    @Test
    void doNotShowThePasswordOfAnAddress() {
        assertThat(FailureWords.of(new IOException("https://bob:pa:s@shop.example/x and http://a:b@c failed at 12:30")))
                .contains("https://bob:[redacted]@shop.example/x")
                .contains("http://a:[redacted]@c failed at 12:30");
    }

    @Test
    void areThereEvenIfNoneWereGiven() {
        assertThat(FailureWords.of(new IllegalStateException(" ")))
                .isEqualTo("IllegalStateException, without a message");
        assertThat(FailureWords.of(new IllegalStateException((String) null, new IOException((String) null))))
                .isEqualTo("IOException, without a message");
    }

    @Test
    void keepNamesThatAreNoClasses() {
        assertThat(FailureWords.of(new IOException("No file data.inbox/Bad.json for channel news.eu.Madrid")))
                .isEqualTo("No file data.inbox/Bad.json for channel news.eu.Madrid");
    }
}
