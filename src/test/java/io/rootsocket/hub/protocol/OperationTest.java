package io.rootsocket.hub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {

    @ParameterizedTest
    @CsvSource({
        "message, POST, /api/v1/messages/, true",
        "token, POST, /api/v1/tokens/, true",
        "connection, POST, /api/v1/connections/, false",
        "connections, GET, /api/v1/connections/, false"
    })
    void isWhatRootSocketDocuments(String word, String method, String path, boolean needsChannel) {
        Operation operation = Operation.ofWord(word).orElseThrow();

        assertThat(operation.httpMethod()).isEqualTo(method);
        assertThat(operation.path()).isEqualTo(path);
        assertThat(operation.needsChannel()).isEqualTo(needsChannel);
    }

    @Test
    void hasNoOtherWords() {
        assertThat(Operation.ofWord("MESSAGE")).isEmpty();
        assertThat(Operation.words()).isEqualTo("message, token, connection, connections");
    }
}
