package io.rootsocket.hub.cli.schedules;

import io.rootsocket.hub.routes.FolderReader;
import io.rootsocket.hub.routetest.RouteTests;
import io.rootsocket.hub.routetest.TestBench;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** When the routes of a folder would be due that no hub runs yet. */
public final class FolderSchedules {

    private FolderSchedules() {}

    /**
     * Reads a folder of routes, as a hub does.
     *
     * @param pattern which of its files are routes, as a glob
     * @return each schedule as text
     * @throws IOException if the folder cannot be read, or a route does not start; the message says why
     */
    public static List<String> read(Path routes, String pattern) throws IOException {
        try {
            return TestBench.schedulesOf(
                            routes,
                            new FolderReader(routes, pattern, Clock.systemUTC())
                                    .read()
                                    .runnable())
                    .stream()
                    .map(RouteSchedule::toText)
                    .toList();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(
                    "The routes of %s do not start: %s. `hub validate` says where the mistake is."
                            .formatted(routes, RouteTests.why(e)),
                    e);
        }
    }
}
