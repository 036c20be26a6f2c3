package io.rootsocket.hub.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * File sources that cannot put a file away once it is done. Left alone they would take it again at each poll, and send it
 * again: so such a source stops, which is said once, and stays degraded until its route is started again. Saving the file of
 * the route starts it, also where a reload finds nothing changed in it. Safe for several threads.
 */
final class StuckSources implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger("io.rootsocket.hub.files");

    private final CamelContext camel;
    private static final String FILE = "file:";

    /** A reload that changes the route has started it anew by the second look. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ScheduledExecutorService timer;
    private final Map<String, Stuck> stuck = new ConcurrentHashMap<>();

    StuckSources(CamelContext camel) {
        this.camel = camel;
        this.timer = camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "StuckSources");
    }

    /**
     * A source that is stopped.
     *
     * @param file of its route
     * @param stopped how that was when the source was stopped
     * @param seen how that was at the last look
     */
    private record Stuck(String why, Optional<Path> file, Optional<Saved> stopped, Optional<Saved> seen) {

        Stuck look() {
            return new Stuck(why, file, stopped, file.flatMap(Saved::of));
        }

        boolean isSavedSince(Stuck before) {
            return seen.isPresent() && !seen.equals(stopped) && seen.equals(before.seen);
        }
    }

    /** When a file was saved, and which file it is: an editor may put another in its place. */
    private record Saved(FileTime time, Optional<Object> key) {

        static Optional<Saved> of(Path file) {
            try {
                var is = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Saved(is.lastModifiedTime(), Optional.ofNullable(is.fileKey())));
            } catch (IOException gone) {
                return Optional.empty();
            }
        }
    }

    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, Throwable exception) {
        String route = exchange == null ? null : exchange.getFromRouteId();
        if (route == null) {
            LOG.warn("A file source has a trouble: {} ({})", message, exception.toString());
            return;
        }
        forgetThoseThatRun();
        String why =
                "Route %s has done with a file that it cannot put away, and is stopped, as it would do it again and again: %s. Mend the folder, then save the file of the route or start the hub again; a file that is still there then is taken once more."
                        .formatted(route, exception.getMessage());
        Optional<Path> file = fileOf(route);
        Optional<Saved> saved = file.flatMap(Saved::of);
        if (stuck.putIfAbsent(route, new Stuck(why, file, saved, saved)) == null) {
            LOG.error(why);
            LOG.debug("A file cannot be put away", exception);
            // Not in this thread, which the stop waits for.
            timer.execute(() -> stop(route));
            timer.schedule(() -> startOnceSaved(route), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Optional<Path> fileOf(String id) {
        return Optional.ofNullable(camel.getRoute(id))
                .map(Route::getSourceResource)
                .map(Resource::getLocation)
                .filter(location -> location.startsWith(FILE))
                .map(location -> Path.of(location.substring(FILE.length())));
    }

    private void startOnceSaved(String route) {
        forgetThoseThatRun();
        Stuck before = stuck.get(route);
        if (before == null) {
            return;
        }
        Stuck now = before.look();
        stuck.replace(route, now);
        if (now.isSavedSince(before)) {
            start(route);
        } else {
            timer.schedule(() -> startOnceSaved(route), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void start(String route) {
        stuck.remove(route);
        try {
            camel.getRouteController().startRoute(route);
            LOG.info("Route {} runs again, as its file was saved.", route);
        } catch (Exception e) {
            LOG.error("Route {} cannot be started: {}", route, e.toString());
        }
    }

    private void stop(String route) {
        try {
            camel.getRouteController().stopRoute(route, 10, TimeUnit.SECONDS);
        } catch (Exception e) {
            LOG.error("Route {} cannot be stopped: {}", route, e.toString());
        }
    }

    private void forgetThoseThatRun() {
        stuck.keySet().removeIf(route -> {
            ServiceStatus status = camel.getRouteController().getRouteStatus(route);
            return status == null || status.isStarted();
        });
    }

    @Override
    public void handleException(Throwable exception) {
        handleException("", null, exception);
    }

    @Override
    public void handleException(@Nullable String message, Throwable exception) {
        handleException(message, null, exception);
    }

    HealthCheck health() {
        return new Health();
    }

    private final class Health extends AbstractHealthCheck {

        private Health() {
            super("hub", "files");
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            forgetThoseThatRun();
            builder.detail("degraded", !stuck.isEmpty());
            if (stuck.isEmpty()) {
                builder.up();
            } else {
                builder.unknown()
                        .message("Degraded: "
                                + stuck.values().stream().map(Stuck::why).collect(Collectors.joining(" ")));
            }
        }
    }
}
