package io.rootsocket.hub.intake;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.DataFormatFactory;
import org.apache.camel.spi.Registry;

/** Gives a context that has no route yet the hub's way of taking files in. */
public final class Intake {

    private static final String FACTORY = "-dataformat-factory";

    private static final String CHANGED = "changed";
    private static final String IDEMPOTENT_CHANGED = "idempotent-changed";

    private Intake() {}

    /** How CSV and JSON are read: all of it, exactly, or not at all; and how much of a file at once. */
    public static void readStrictly(CamelContext camel) {
        WholeFileConverter.readWithinBounds(camel);
        Registry registry = camel.getRegistry();
        DataFormatFactory csv = StrictCsv::new;
        DataFormatFactory json = ExactJson::new;
        registry.bind("csv" + FACTORY, csv);
        registry.bind("jackson" + FACTORY, json);
        // The only one there is: jq and Camel's converters take it.
        registry.bind("exactJson", ExactJson.mapper());
        // Camel's jq takes functions by their name and how many arguments they have.
        registry.bind("round/0", new CountableRound());
    }

    /**
     * When files are taken, and what becomes of a source that cannot put them away. A route that names no {@code readLock}
     * waits for quiet files too, as whoever writes a file needs a while.
     */
    public static void takeWhole(CamelContext camel) {
        camel.addLifecycleStrategy(new SharedFolders());
        var stuck = new StuckSources(camel);
        var passedOver = new PassedOver();
        camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof GenericFileEndpoint<?> files) {
                waitForQuiet(files, uri);
                takeOwn(files, passedOver);
                if (files.getOnCompletionExceptionHandler() == null) {
                    files.setOnCompletionExceptionHandler(stuck);
                }
            }
            return endpoint;
        });
        HealthCheckRegistry health = HealthCheckRegistry.get(camel);
        if (health != null) {
            health.register(stuck.health());
            health.register(passedOver);
        }
    }

    /** Before all else that asks what lies there; what a server lists is the server's matter. */
    private static <T> void takeOwn(GenericFileEndpoint<T> files, PassedOver passedOver) {
        if (files instanceof FileEndpoint local) {
            GenericFileFilter<T> others = files.getFilter() == null ? file -> true : files.getFilter();
            files.setFilter(new OwnFile<>(local.getFile().toPath(), file -> isMeant(files, file), others, passedOver));
            OwnTarget.holdTo(local);
        }
    }

    /** What it waits for is measured here; Camel's lock, or that of a cluster, is left to keep two hubs apart. */
    private static <T> void waitForQuiet(GenericFileEndpoint<T> files, String uri) {
        boolean changed = CHANGED.equals(files.getReadLock()) || IDEMPOTENT_CHANGED.equals(files.getReadLock());
        boolean unsaid = !uri.contains("readLock=") && files.getDoneFileName() == null && !files.isNoop();
        if (files.getExclusiveReadLockStrategy() != null || !changed && !unsaid) {
            return;
        }
        var quiet = Duration.ofMillis(Math.max(files.getReadLockMinAge(), files.getReadLockCheckInterval()));
        GenericFileFilter<T> own = files.getFilter() == null ? file -> true : files.getFilter();
        GenericFileFilter<T> others = file -> own.accept(file) && (file.isDirectory() || isMeant(files, file));
        files.setFilter(new QuietFile<>(others, quiet, changed ? files.getReadLockMinLength() : 0, System::nanoTime));
        files.setReadLock(withoutWaiting(files));
    }

    /** Camel asks the filter first, and would have something said of files that are none of the route's. */
    private static <T> boolean isMeant(GenericFileEndpoint<T> files, GenericFile<T> file) {
        String name = file.getFileNameOnly();
        return (files.getIncludePattern() == null
                        || files.getIncludePattern().matcher(name).matches())
                && (files.getExcludePattern() == null
                        || !files.getExcludePattern().matcher(name).matches())
                && (files.getIncludeExt() == null || hasOneOf(files.getIncludeExt(), name))
                && (files.getExcludeExt() == null || !hasOneOf(files.getExcludeExt(), name))
                && (files.getAntFilter() == null
                        || files.getAntFilter().accept(file.isDirectory(), file.getRelativeFilePath()));
    }

    private static boolean hasOneOf(String endings, String name) {
        return Arrays.stream(endings.split(","))
                .anyMatch(ending -> name.toLowerCase(Locale.ROOT)
                        .endsWith("." + ending.strip().toLowerCase(Locale.ROOT)));
    }

    private static String withoutWaiting(GenericFileEndpoint<?> files) {
        return switch (files.getReadLock()) {
            // A remote server knows no marker.
            case CHANGED -> files instanceof FileEndpoint && files.isReadLockMarkerFile() ? "markerFile" : "none";
            case IDEMPOTENT_CHANGED -> "idempotent";
            default -> files.getReadLock();
        };
    }
}
