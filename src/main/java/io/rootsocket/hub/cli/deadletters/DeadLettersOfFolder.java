package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.cli.invocation.AdminException;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.deadletters.DeadLetter;
import io.rootsocket.hub.deadletters.DeadLetterBatch;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.deadletters.DeadLetterPage;
import io.rootsocket.hub.hub.StoppedHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/** The dead letters of a stopped hub, in its data folder. */
final class DeadLettersOfFolder implements OpenedDeadLetters {

    private static final Duration MAX_TIME = Duration.ofSeconds(5);

    private final StoppedHub hub;

    DeadLettersOfFolder(Path data) {
        try {
            this.hub = StoppedHub.open(data);
        } catch (BrokerException e) {
            throw new AdminException(
                    ExitCode.FIX_CONFIGURATION,
                    "The folder %s cannot be opened: %s. A running hub answers at its admin port: name that with --url."
                            .formatted(data, e.reason()),
                    e);
        }
    }

    @Override
    public DeadLetterPage page(DeadLetterFilter filter, int max) {
        return hub.deadLetters().page(filter, max, Optional.empty());
    }

    @Override
    public List<DeadLetter> show(String id) {
        return found(() -> hub.deadLetters().find(id));
    }

    @Override
    public List<DeadLetter> last() {
        return found(() -> List.of(hub.deadLetters().last()));
    }

    private static List<DeadLetter> found(Supplier<List<DeadLetter>> search) {
        try {
            return search.get();
        } catch (NoSuchElementException | IllegalArgumentException e) {
            throw new AdminException(ExitCode.FIX_CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public int replay(DeadLetterFilter filter, int max) {
        return hub.deadLetters().replay(filter, new DeadLetterBatch(max, MAX_TIME), Optional.empty());
    }

    @Override
    public int discard(DeadLetterFilter filter, int max) {
        return hub.deadLetters().discard(filter, new DeadLetterBatch(max, MAX_TIME));
    }

    @Override
    public String whyTheyStay() {
        return "they failed in their route, and only a running hub can replay them: start it with `hub run` and repeat";
    }

    @Override
    public void close() {
        hub.close();
    }
}
