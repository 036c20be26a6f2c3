package io.rootsocket.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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
        tally = Tally.open(folder.resolve("tally"), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void store(String lane, int messages) {
        for (int i = 0; i < messages; i++) {
            tally.stored(lane);
        }
    }

    private List<Shortfall> compare(Map<String, Long> depths) {
        return tally.compare(tally.counts(QueueNames.OUTBOX_PREFIX), depths);
    }

    private void killAndStartAgain() {
        // Nothing is closed.
        open();
    }

    @Test
    void tellsWhatIsMissingOnceItIsMissingTwice() {
        store(NEWS, 10);
        store(OTHER, 1);

        assertThat(compare(Map.of(NEWS, 7L, OTHER, 1L))).isEmpty();
        assertThat(tally.isInDoubt()).isTrue();
        assertThat(compare(Map.of(NEWS, 7L, OTHER, 1L)))
                .containsExactly(new Shortfall(NEWS, 3, NOW));
        assertThat(compare(Map.of(NEWS, 7L, OTHER, 1L))).isEmpty();
    }

    @Test
    void tellsItAfterAKillAndAfterAStop() {
        store(NEWS, 10);
        killAndStartAgain();
        compare(Map.of());
        assertThat(compare(Map.of())).extracting(Shortfall::messages).containsExactly(10L);

        store(NEWS, 4);
        tally.close();
        open();
        compare(Map.of(NEWS, 1L));
        assertThat(compare(Map.of(NEWS, 1L))).extracting(Shortfall::messages).containsExactly(3L);
    }

    @Test
    void saysNothingAfterAnotherBootUnlessItWasStopped() throws IOException {
        store(NEWS, 10);
        rewriteHeader("11111111-2222-3333-4444-555555555555");
        open();
        compare(Map.of());
        assertThat(compare(Map.of())).isEmpty();

        store(NEWS, 10);
        tally.close();
        open();
        compare(Map.of());
        assertThat(compare(Map.of())).hasSize(1);
    }

    private void rewriteHeader(String boot) throws IOException {
        byte[] all = Files.readAllBytes(folder.resolve("tally"));
        byte[] other = ("2 " + boot).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(other, 0, all, 0, other.length);
        Files.write(folder.resolve("tally"), all);
    }

    @Test
    void whatLeftWhileTheBrokerCountedIsNotMissing() {
        store(NEWS, 10);
        for (int look = 0; look < 2; look++) {
            var before = tally.counts(QueueNames.OUTBOX_PREFIX);
            tally.leaves(NEWS);
            tally.leaves(NEWS);
            assertThat(tally.compare(before, Map.of(NEWS, 8L - 2 * look))).isEmpty();
        }
    }

    @Test
    void whatIsOutBeforeTheWordThatItIsInIsNotMissing() {
        tally.leaves(NEWS);
        tally.stored(NEWS);

        compare(Map.of());
        assertThat(compare(Map.of())).isEmpty();
    }

    @Test
    void moreThanWasCountedIsNoNews() {
        store(NEWS, 1);

        compare(Map.of(NEWS, 5L));
        assertThat(compare(Map.of(NEWS, 5L))).isEmpty();
    }

    @Test
    void takesThePlacesOfEmptyChannelsAgain() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            String lane = QueueNames.OUTBOX_PREFIX + "default.user." + i;
            tally.stored(lane);
            tally.leaves(lane);
            compare(Map.of());
        }
        assertThat(Files.size(folder.resolve("tally"))).isLessThan(2_000);
    }

    @Test
    void beginsAnewOnAFileThatIsNone() throws IOException {
        Files.write(folder.resolve("tally"), new byte[] {1, 2, 3, -4, -5});
        open();
        store(NEWS, 1);
        compare(Map.of());
        assertThat(compare(Map.of())).hasSize(1);
    }

    @Test
    void comparesAtOnceWhatOthersPutIn() {
        tally.counted("orders", 5, tally.left("orders"), 0);
        killAndStartAgain();
        assertThat(tally.compare("orders", 5)).isEmpty();
        assertThat(tally.compare("orders", 3)).contains(new Shortfall("orders", 2, NOW));
        assertThat(tally.compare("orders", 3)).isEmpty();
    }

    @Test
    void oneOfEachWhoTakesMayHaveLeftAndBeCountedStill() {
        tally.counted("orders", 5, tally.left("orders"), 2);
        killAndStartAgain();
        assertThat(tally.compare("orders", 3)).isEmpty();

        tally.counted("orders", 5, tally.left("orders"), 2);
        killAndStartAgain();
        assertThat(tally.compare("orders", 2)).contains(new Shortfall("orders", 3, NOW));
    }

    @Test
    void whatLeavesAQueueOfOthersWhileItIsCountedIsNotMissing() {
        long before = tally.left("orders");
        tally.leaves("orders");
        tally.counted("orders", 5, before, 0);
        tally.leaves("orders");
        killAndStartAgain();
        assertThat(tally.compare("orders", 3)).isEmpty();
    }

    @Test
    void whatCameBackMakesUpForNothing() {
        store(NEWS, 10);
        tally.nothingBelow(NEWS, 77);
        killAndStartAgain();
        assertThat(tally.lowestIds()).containsEntry(NEWS, 77L);
        tally.cameBack(NEWS, 4);
        compare(Map.of(NEWS, 10L));
        assertThat(compare(Map.of(NEWS, 10L)))
                .extracting(Shortfall::messages)
                .containsExactly(4L);
    }
}
