package io.rootsocket.hub.hub;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rootsocket.hub.broker.DiskSpace;
import io.rootsocket.hub.settings.SettingValues;
import io.rootsocket.hub.trail.Redaction;
import io.rootsocket.hub.trail.Trail;
import io.rootsocket.hub.trail.TrailReader;
import io.rootsocket.hub.trail.store.StoredTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trail of a hub: joined to its settings, its meters and its health. Safe to share between threads. */
final class HubTrail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubTrail.class);

    private final Secrets secrets;
    private final Redaction redaction;
    private final Optional<StoredTrail> stored;

    private HubTrail(Secrets secrets, Redaction redaction, Optional<StoredTrail> stored) {
        this.secrets = secrets;
        this.redaction = redaction;
        this.stored = stored;
    }

    /** The hub runs without one, too: if its folder cannot be used, that is said. */
    static HubTrail open(HubSettings settings, Optional<DataSource> shared, Clock clock) {
        var secrets = new Secrets(settings);
        var redaction = new Redaction(settings.trail(), secrets::all);
        if (!settings.trail().isOn()) {
            return new HubTrail(secrets, redaction, Optional.empty());
        }
        var disk = new DiskSpace(settings.data(), settings.outbox().maxDiskUsage());
        try {
            return new HubTrail(
                    secrets,
                    redaction,
                    Optional.of(StoredTrail.open(
                            settings.trail(),
                            shared,
                            redaction,
                            () -> disk.full().isPresent(),
                            clock)));
        } catch (IOException e) {
            LOG.error(
                    "The hub runs without a trail, as its folder {} cannot be used: {}. See to the folder and start the hub again.",
                    settings.trail().folder(),
                    e.toString());
            return new HubTrail(secrets, redaction, Optional.empty());
        }
    }

    /** What of an exchange is neither stored nor shown. */
    Redaction redaction() {
        return redaction;
    }

    /** Where what happens is told to. */
    Trail trail() {
        return stored.<Trail>map(trail -> trail).orElse(Trail.OFF);
    }

    TrailReader reader() {
        return stored.map(StoredTrail::reader).orElse(TrailReader.EMPTY);
    }

    /** Writes to the database from now on. The context is initialised. */
    void start(CamelContext camel) {
        secrets.camel = camel;
        stored.ifPresent(trail -> {
            trail.start(camel.getExecutorServiceManager().newScheduledThreadPool(this, "trail", 2));
            MeterRegistry meters = MicrometerUtils.getOrCreateMeterRegistry(
                    camel.getRegistry(), MicrometerConstants.METRICS_REGISTRY_NAME);
            measure(trail, meters);
            Objects.requireNonNull(HealthCheckRegistry.get(camel)).register(new TrailHealth(trail::status));
        });
    }

    private static void measure(StoredTrail trail, MeterRegistry meters) {
        FunctionCounter.builder("hub.trail.recorded", trail, of -> of.status().recorded())
                .description("Events that the trail has kept")
                .register(meters);
        FunctionCounter.builder("hub.trail.dropped", trail, of -> of.status().dropped())
                .description("Events that the trail had no room for")
                .register(meters);
        Gauge.builder("hub.trail.waiting.bytes", trail, of -> of.status().waiting())
                .description("What of the trail waits for its database")
                .register(meters);
        Gauge.builder("hub.trail.stored.bytes", trail, of -> of.status().stored())
                .description("What of the trail is in its database")
                .register(meters);
    }

    /** Copies what of it is in files. */
    void copyTo(Path folder) throws IOException {
        if (stored.isPresent()) {
            stored.get().copyTo(folder);
        }
    }

    /** Writes what is left. Nothing may happen any more that it is told of. Safe twice. */
    @Override
    public void close() {
        stored.ifPresent(StoredTrail::close);
    }

    /** What must not be stored wherever it stands: the hub's own secrets, and those of the routes as they are now. */
    private static final class Secrets {

        private final List<String> own;
        private volatile @Nullable CamelContext camel;
        private volatile Known known;

        /** All, and those of the routes that are among them. */
        private record Known(List<String> ofRoutes, List<String> all) {}

        private Secrets(HubSettings settings) {
            this.own = Stream.of(
                            settings.rootSocket().key(),
                            settings.adminToken(),
                            settings.broker().password(),
                            settings.schedules().password())
                    .flatMap(Optional::stream)
                    .toList();
            this.known = new Known(List.of(), own);
        }

        private Collection<String> all() {
            CamelContext running = camel;
            List<String> ofRoutes = running == null ? List.of() : SettingValues.secrets(running);
            Known before = known;
            if (before.ofRoutes() != ofRoutes) {
                var all = new ArrayList<>(own);
                all.addAll(ofRoutes);
                before = new Known(ofRoutes, List.copyOf(all));
                known = before;
            }
            return before.all();
        }
    }
}
