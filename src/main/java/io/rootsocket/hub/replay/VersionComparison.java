package io.rootsocket.hub.replay;

import io.rootsocket.hub.replay.VersionDifference.OfInput;
import io.rootsocket.hub.routes.FolderState;
import io.rootsocket.hub.routes.SourceFile;
import io.rootsocket.hub.routetest.RecordedInput;
import io.rootsocket.hub.routetest.RecordedOutcome;
import io.rootsocket.hub.routetest.RecordedRun;
import io.rootsocket.hub.trail.TrailFilter;
import io.rootsocket.hub.trail.TrailPage;
import io.rootsocket.hub.trail.TrailReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.util.FileUtil;

/**
 * Runs the last real inputs through the running version of the routes and through another one, neither of which has an
 * effect: no message leaves the process, and time stands still at that of the input.
 */
public final class VersionComparison {

    /** How many inputs are compared at once. */
    public static final int MAX_INPUTS = 1_000;

    private static final int MAX_PAGES = 50;

    private VersionComparison() {}

    /**
     * The last inputs, the oldest first.
     *
     * @param routes which routes took them; none: any
     * @param last how many at most, from 1 to {@value #MAX_INPUTS}
     */
    public static List<RecordedInput> inputs(TrailReader trail, Set<String> routes, int last) {
        var inputs = new ArrayList<RecordedInput>();
        TrailFilter filter = TrailFilter.ALL.atMost(Math.min(last, TrailFilter.MAX_CHAINS));
        if (routes.size() == 1) {
            filter = filter.ofRoute(routes.iterator().next());
        }
        boolean more = true;
        for (int pages = 0; more && pages < MAX_PAGES && inputs.size() < last; pages++) {
            TrailPage page = trail.find(filter);
            page.chains().stream()
                    .filter(chain -> !chain.isTurnedAway())
                    .map(RecordedInput::of)
                    .flatMap(Optional::stream)
                    .filter(input -> routes.isEmpty() || routes.contains(input.route()))
                    .limit(last - inputs.size())
                    .forEach(inputs::add);
            more = page.next().isPresent();
            filter = filter.after(page);
        }
        inputs.sort(Comparator.comparing(RecordedInput::at));
        return inputs;
    }

    /** A version, by the name of each of its files within the folder, and what it holds. */
    public static FolderState version(Map<String, String> files) {
        return FolderState.of(files.entrySet().stream()
                .map(file -> SourceFile.of(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    /**
     * Compares.
     *
     * @param inputs the oldest first
     * @throws VersionDoesNotStartException if the routes of a version do not start
     */
    public static VersionDifference of(FolderState running, FolderState other, List<RecordedInput> inputs) {
        List<RecordedOutcome> was = outcomes("running", running, inputs);
        List<RecordedOutcome> again = outcomes("running", running, inputs);
        List<RecordedOutcome> is = outcomes("other", other, inputs);
        int same = 0;
        int unpredictable = 0;
        var differ = new ArrayList<OfInput>();
        for (int i = 0; i < inputs.size(); i++) {
            if (was.get(i).equals(is.get(i))) {
                same++;
            } else if (!was.get(i).equals(again.get(i))) {
                unpredictable++;
            } else {
                RecordedInput input = inputs.get(i);
                differ.add(new OfInput(
                        input.id(), input.route(), input.at(), was.get(i).difference(is.get(i))));
            }
        }
        return new VersionDifference(same, differ, unpredictable);
    }

    private static List<RecordedOutcome> outcomes(String version, FolderState files, List<RecordedInput> inputs) {
        if (inputs.isEmpty()) {
            return List.of();
        }
        try {
            Path folder = Files.createTempDirectory("hub-version");
            try {
                write(folder, files);
                return RecordedRun.of(folder, files, inputs);
            } finally {
                FileUtil.removeDir(folder.toFile());
            }
        } catch (Exception e) {
            throw new VersionDoesNotStartException(version, e);
        }
    }

    /** Where Camel finds its kamelets, calendars and settings. */
    private static void write(Path folder, FolderState files) throws IOException {
        for (SourceFile file : files.files().values()) {
            Path path = folder.resolve(file.name());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.text());
        }
    }
}
