package io.rootsocket.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final String NEWS = "rootsocket.outbox.default.news";
    private static final String OTHER = "rootsocket.outbox.default.other";

    @TempDir
    Path folder;

    private Tally tally;

    @BeforeEach
    void open() {
        open("tally");
    }

    private void open(String file) {
        tally = Tally.open(folder.resolve(file), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void store(String lane, int messages) {
        for (int i = 0; i < messages; i++) {
            tally.stored(lane);
        }
    }

    private void killAndStartAgain() {
        // Nothing is closed.
        open();
    }

    @Test
    void tellsWhatIsMissingUntilItIsGivenUp() {
        store(NEWS, 10);

        assertThat(tally.missing(NEWS, 7)).isEqualTo(3);
        assertThat(tally.missing(OTHER, 0)).isZero();
        assertThat(tally.lost(NEWS, 3)).isEqualTo(new Shortfall(NEWS, 3, NOW));
        assertThat(tally.missing(NEWS, 7)).isZero();
    }

    @Test
    void tellsItAfterAKillAndAfterAStop() {
        store(NEWS, 10);
        killAndStartAgain();
        assertThat(tally.missing(NEWS, 0)).isEqualTo(10);

        tally.close();
        open();
        assertThat(tally.missing(NEWS, 1)).isEqualTo(9);
    }

    @Test
    void saysNothingAfterAnotherBootUnlessItWasStopped() throws IOException {
        store(NEWS, 10);
        rewriteHeader("11111111-2222-3333-4444-555555555555");
        open();
        assertThat(tally.missing(NEWS, 0)).isZero();

        store(NEWS, 10);
        tally.close();
        open();
        assertThat(tally.missing(NEWS, 0)).isEqualTo(10);
    }

    private void rewriteHeader(String boot) throws IOException {
        byte[] all = Files.readAllBytes(folder.resolve("tally"));
        byte[] other = ("2 " + boot).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(other, 0, all, 0, other.length);
        Files.write(folder.resolve("tally"), all);
    }

    @Test
    void whatIsOutBeforeTheWordThatItIsInIsNotMissing() {
        tally.leaves(NEWS);
        tally.empty(NEWS);
        tally.stored(NEWS);

        assertThat(tally.missing(NEWS, 0)).isZero();
    }

    @Test
    void whatHasLeftAndWasNeverCountedIsForgottenAfterAWhile() {
        tally.leaves(NEWS);
        for (int look = 0; look < 100; look++) {
            tally.empty(NEWS);
        }
        store(NEWS, 2);

        assertThat(tally.missing(NEWS, 0)).isEqualTo(2);
    }

    @Test
    void moreThanWasCountedIsNoNewsAndIsKnownAfterAStop() {
        store(NEWS, 1);

        assertThat(tally.missing(NEWS, 5)).isZero();
        assertThat(tally.isAtLeast(NEWS, 5)).isTrue();
        assertThat(tally.missing(NEWS, 3)).isEqualTo(2);
        assertThat(tally.isAtLeast(NEWS, 4)).isFalse();
    }

    @Test
    void takesThePlacesOfEmptyChannelsAgain() throws IOException {
        store(NEWS, 1);
        long ofOne = Files.size(folder.resolve("tally"));

        for (int i = 0; i < 1_000; i++) {
            String lane = QueueNames.OUTBOX_PREFIX + "default.user." + i;
            tally.stored(lane);
            tally.leaves(lane);
            tally.empty(lane);
        }

        assertThat(Files.size(folder.resolve("tally"))).isEqualTo(ofOne);
    }

    @Test
    void knowsAsManyChannelsAsThereAre() {
        for (int i = 0; i < 1_000; i++) {
            store(QueueNames.OUTBOX_PREFIX + "default.user." + i, i + 1);
        }
        killAndStartAgain();

        for (int i = 0; i < 1_000; i++) {
            assertThat(tally.missing(QueueNames.OUTBOX_PREFIX + "default.user." + i, 0))
                    .isEqualTo(i + 1);
        }
        store("one more", 2);
        killAndStartAgain();
        assertThat(tally.missing("one more", 0)).isEqualTo(2);
    }

    @Test
    void takesUpAFileThatEndsInTheMiddleOfAPlace() throws IOException {
        store(NEWS, 3);
        byte[] written = Files.readAllBytes(folder.resolve("tally"));
        Files.write(folder.resolve("short"), Arrays.copyOf(written, 64 + 320 + 100));

        open("short");
        store(OTHER, 5);
        open("short");

        assertThat(tally.missing(NEWS, 0)).isEqualTo(3);
        assertThat(tally.missing(OTHER, 0)).isEqualTo(5);
    }

    @Test
    void beginsAnewOnAFileThatIsNone() throws IOException {
        Files.write(folder.resolve("tally"), new byte[] {1, 2, 3, -4, -5});
        open();
        store(NEWS, 1);
        assertThat(tally.missing(NEWS, 0)).isEqualTo(1);
    }

    @Test
    void comparesWhatOthersPutIn() {
        tally.counted("orders", 5, tally.left("orders"), 0);
        killAndStartAgain();
        assertThat(tally.missing("orders", 5)).isZero();
        assertThat(tally.missing("orders", 3)).isEqualTo(2);
    }

    @Test
    void oneOfEachWhoTakesMayHaveLeftAndBeCountedStill() {
        tally.counted("orders", 5, tally.left("orders"), 2);
        killAndStartAgain();
        assertThat(tally.missing("orders", 3)).isZero();
        assertThat(tally.missing("orders", 2)).isEqualTo(3);
    }

    @Test
    void whatLeavesAQueueOfOthersWhileItIsCountedIsNotMissing() {
        long before = tally.left("orders");
        tally.leaves("orders");
        tally.counted("orders", 5, before, 0);
        tally.leaves("orders");
        killAndStartAgain();
        assertThat(tally.missing("orders", 3)).isZero();
    }

    @Test
    void whatCameBackMakesUpForNothing() {
        store(NEWS, 10);
        tally.nothingBelow(NEWS, 77);
        killAndStartAgain();
        assertThat(tally.lowestIds()).containsEntry(NEWS, 77L);
        tally.cameBack(NEWS, 4);
        assertThat(tally.missing(NEWS, 10)).isEqualTo(4);
    }

    @Test
    void aChannelThatTakesThePlaceOfAnotherIsNotTakenForIt() {
        store(NEWS, 1);
        tally.leaves(NEWS);
        tally.empty(NEWS);
        // As one that waits since before the counts began.
        tally.leaves(OTHER);
        tally.isAtLeast(OTHER, 300);
        tally.close();
        open();

        assertThat(tally.missing(NEWS, 0)).isZero();
        assertThat(tally.missing(OTHER, 0)).isEqualTo(300);
    }

    @Test
    void aQueueWhoseNameIsTooLongIsNotTakenForAnother() {
        store(NEWS, 1);
        tally.leaves(NEWS);
        tally.empty(NEWS);
        store("x".repeat(500), 7);
        killAndStartAgain();

        assertThat(tally.missing(NEWS, 0)).isZero();
    }

    @Test
    void whatLeavesInOneTransactionIsNotMissingWhileTheBrokerCountsItStill() {
        tally.counted("orders", 500, tally.left("orders"), 1);
        for (int i = 0; i < 100; i++) {
            tally.leaving("orders");
        }
        tally.counted("orders", 500, tally.left("orders"), 1);
        killAndStartAgain();
        assertThat(tally.missing("orders", 400)).isZero();
    }

    @Test
    void whatALeavingMessageLeftBehindIsCountedOnceItIsGone() {
        tally.counted("orders", 5, tally.left("orders"), 0);
        tally.leaving("orders");
        long before = tally.left("orders");
        tally.gone("orders");
        tally.counted("orders", 4, before, 0);
        tally.counted("orders", 4, tally.left("orders"), 0);
        assertThat(tally.missing("orders", 3)).isEqualTo(1);
    }
}
