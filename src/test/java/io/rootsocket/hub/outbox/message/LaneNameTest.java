package io.rootsocket.hub.outbox.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.protocol.ChannelName;
import org.junit.jupiter.api.Test;

class LaneNameTest {

    @Test
    void isFoundAgainByTheNameOfItsQueue() {
        var lane = new LaneName("default", new ChannelName("news.madrid.today"));

        assertThat(lane.queue()).isEqualTo("rootsocket.outbox.default.news.madrid.today");
        assertThat(LaneName.ofQueue(lane.queue())).contains(lane);
    }

    @Test
    void isNotFoundByTheNameOfSomebodyElsesQueue() {
        assertThat(LaneName.ofQueue("orders")).isEmpty();
        assertThat(LaneName.ofQueue("rootsocket.outbox.")).isEmpty();
        assertThat(LaneName.ofQueue("rootsocket.outbox.default")).isEmpty();
    }
}
