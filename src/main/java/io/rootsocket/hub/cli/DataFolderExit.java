package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.HubExtension;
import io.rootsocket.hub.hub.HubSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process once its data folder, or a part of it, is not the one any more that it was started with: deleted, moved
 * away, or put there anew. The hub would go on writing into files that nobody finds again. Whoever started it starts it
 * again, with what is there then.
 */
final class DataFolderExit implements HubExtension {

    private static final Logger LOG = LoggerFactory.getLogger(DataFolderExit.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** What is away so often in a row is gone, and not just being mounted anew. */
    private static final int LOOKS = 2;

    /** Open while the hub runs: the folder itself, its broker and its schedules. */
    private static final List<String> CONTENT = List.of("", "broker", "schedules.mv.db");

    /** What the file system knows them by, whatever their name. */
    private final Map<Path, Object> parts = new LinkedHashMap<>();

    private @Nullable ScheduledExecutorService watch;
    private Path data = Path.of("");
    private int missed;

    @Override
    public void attach(CamelContext camel, HubSettings settings) {
        data = settings.data().toAbsolutePath();
        watch = camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "DataFolder");
    }

    @Override
    public void started(Hub hub) throws IOException {
        for (String name : CONTENT) {
            Path part = data.resolve(name);
            if (Files.exists(part)) {
                identity(part).ifPresent(identity -> parts.put(part, identity));
            }
        }
        Objects.requireNonNull(watch)
                .scheduleWithFixedDelay(
                        this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        List<Path> gone = parts.keySet().stream().filter(this::isGone).toList();
        missed = gone.isEmpty() ? 0 : missed + 1;
        if (missed == LOOKS) {
            LOG.error(
                    "{} was deleted or replaced while the hub ran, and what waited there is gone with it. The hub ends and"
                            + " has to be started again.",
                    gone.get(0));
            // The stop itself ends the hub, and this thread waits for it.
            System.exit(ExitCode.TRY_AGAIN);
        }
    }

    private boolean isGone(Path part) {
        try {
            return !identity(part).equals(Optional.ofNullable(parts.get(part)));
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            // A disk that fails may come back.
            LOG.debug("{} cannot be looked at", part, e);
            return false;
        }
    }

    /** None where the file system knows none. */
    private static Optional<Object> identity(Path part) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(part, BasicFileAttributes.class).fileKey());
    }

    @Override
    public void stopping() {
        if (watch != null) {
            watch.shutdownNow();
        }
    }
}
