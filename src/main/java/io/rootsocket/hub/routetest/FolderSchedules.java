package io.rootsocket.hub.routetest;

import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.util.FileUtil;

/** When the routes of a folder are due, found out as in a test: they start, and nothing leaves this process. */
public final class FolderSchedules {

    private FolderSchedules() {}

    /**
     * Reads a folder of routes.
     *
     * @return each schedule as text
     * @throws IOException if the folder cannot be read, or a route does not start; the message says why
     */
    public static List<String> read(Path routes) throws IOException {
        Path scratch = Files.createTempDirectory("hub-schedules");
        try (var bench = new TestBench(scratch, new RecordedRootSocket(List.of()), List.of())) {
            bench.start(routes, files(routes), Map.of());
            return bench.schedules().stream().map(RouteSchedule::toText).toList();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(
                    "The routes of %s do not start: %s. `hub validate` says where the mistake is."
                            .formatted(routes, RouteTests.why(e)),
                    e);
        } finally {
            FileUtil.removeDir(scratch.toFile());
        }
    }

    private static List<Path> files(Path routes) throws IOException {
        try (Stream<Path> files = Files.list(routes)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
