package io.rootsocket.hub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class FreePortTest {

    /** Or all of them would take their ports from the same range. */
    @Test
    @EnabledIfSystemProperty(named = "surefire.real.class.path", matches = ".+")
    void theBuildTellsEachForkWhichOneItIs() {
        assertThat(Integer.getInteger("test.fork")).isBetween(1, 6);
    }

    @Test
    void neverGivesAPortThatTheSystemCouldGiveToAConnection() {
        for (int i = 0; i < 4_000; i++) {
            assertThat(FreePort.next()).isBetween(10_000, 32_767);
        }
    }
}
