package io.rootsocket.hub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenPartsTest {

    private final OpenParts parts = new OpenParts();
    private final List<String> closed = new ArrayList<>();

    @BeforeEach
    void three() {
        parts.add(() -> closed.add("data"));
        parts.add(() -> {
            closed.add("database");
            throw new IOException("no database");
        });
        parts.add(() -> {
            closed.add("broker");
            throw new IllegalArgumentException("no broker");
        });
    }

    @Test
    void closesAllTheLastFirstAndThrowsWhatFailedFirst() {
        assertThatThrownBy(parts::close)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no broker")
                .satisfies(e ->
                        assertThat(e.getSuppressed()).singleElement().asString().contains("no database"));
        assertThat(closed).containsExactly("broker", "database", "data");
    }

    /** As where somebody has put other jars in the place of those that the hub runs from. */
    @Test
    void closesAllTheSameWhereAClassIsGone() {
        parts.add(() -> {
            throw new NoClassDefFoundError("gone");
        });

        assertThatThrownBy(parts::close).isExactlyInstanceOf(NoClassDefFoundError.class);
        assertThat(closed).containsExactly("broker", "database", "data");
    }

    @Test
    void closesNothingTwice() {
        parts.closeAfter(new IllegalStateException());
        parts.close();

        assertThat(closed).hasSize(3);
    }

    @Test
    void keepsTheFailureBeforeWhateverFailsAfterIt() {
        var failure = new IllegalStateException("no trail");

        parts.closeAfter(failure);

        assertThat(failure.getSuppressed()).singleElement().asString().contains("no broker");
        assertThat(closed).hasSize(3);
    }
}
