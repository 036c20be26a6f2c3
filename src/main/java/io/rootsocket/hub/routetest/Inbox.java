package io.rootsocket.hub.routetest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.support.ScheduledPollConsumer;

/** A folder of the test's own, in which every path of a route ends up. The `file:` component itself is the real one. */
record Inbox(Path folder) {

    /** Moves each file endpoint below the folder, and lets it look only when it is told. */
    void redirect(CamelContext camel) {
        camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> redirect(endpoint));
    }

    private Endpoint redirect(Endpoint endpoint) {
        if (endpoint instanceof FileEndpoint files && !files.getFile().toPath().startsWith(folder)) {
            Path here = inside(files.getFile().getPath());
            files.setFile(here.toFile());
            files.getConfiguration().setDirectory(here.toString());
            files.setStartScheduler(false);
            files.setInitialDelay(0);
            // The file is complete when the test has written it.
            files.setReadLock("none");
        }
        return endpoint;
    }

    private Path inside(String path) {
        return folder.resolve(path.replaceFirst("^[/\\\\]+", "")).normalize();
    }

    void write(String path, String content) throws IOException {
        Path file = inside(path);
        if (!file.startsWith(folder)) {
            throw new UnreadableTestException("The file `%s` is outside of the test's folder.".formatted(path));
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Has every route that reads files look once. */
    static void poll(CamelContext camel) {
        camel.getRoutes().forEach(route -> {
            if (route.getEndpoint() instanceof FileEndpoint
                    && route.getConsumer() instanceof ScheduledPollConsumer files) {
                files.run();
            }
        });
    }

    /** Every file there is, as paths with slashes. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
