package io.rootsocket.hub.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rootsocket.hub.outbox.message.Origin;
import io.rootsocket.hub.outbox.message.OutboxMessage;
import io.rootsocket.hub.protocol.ChannelName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CapacityTest {

    private static final int ROOM = 100;
    private static final int CONCURRENCY = 4;
    private static final OutboxMessage MESSAGE = new OutboxMessage(
            "default",
            new ChannelName("news"),
            new byte[0],
            new Origin("1", "route", "direct:here", null, Instant.EPOCH),
            Optional.empty(),
            OutboxMessage.NORMAL_PRIORITY,
            false,
            Optional.empty());

    private final Capacity capacity = new Capacity(
            new OutboxSettings(
                    CONCURRENCY,
                    Duration.ofMillis(1),
                    Duration.ofMillis(1),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    ROOM,
                    1_000_000,
                    100,
                    1),
            Optional.empty(),
            Optional.empty());

    private void store(int messages) {
        for (int i = 0; i < messages; i++) {
            capacity.requireRoom();
            capacity.stored(MESSAGE);
        }
    }

    @Test
    void isFullWhenSoManyWaitAndNotOnceOneHasLeft() {
        store(ROOM);

        assertThatThrownBy(capacity::requireRoom).isInstanceOf(OutboxFullException.class);
        capacity.left();
        capacity.requireRoom();
    }

    @Test
    void takesWhatTheBrokerCountsWhenNothingMoves() {
        capacity.measure(capacity.count(), ROOM);

        assertThat(capacity.full()).isPresent();
        capacity.measure(capacity.count(), 0);
        assertThat(capacity.full()).isEmpty();
    }

    @Test
    void countsWhatComesInDuringALookOnce() {
        var before = capacity.count();
        store(1);
        capacity.measure(before, 1);

        store(ROOM - 1);
        assertThat(capacity.count().waiting()).isEqualTo(ROOM);
    }

    @Test
    void takesWhatTheBrokerCountsThoughMessagesMoveIfItIsFarFromItsOwn() {
        var before = capacity.count();
        store(1);
        capacity.measure(before, ROOM - 1);

        assertThat(capacity.count().waiting()).isEqualTo(ROOM);
    }
}
