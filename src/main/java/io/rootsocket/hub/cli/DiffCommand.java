package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.CallersFolder;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.cli.invocation.FormatOption;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.console.api.ComparisonRequest;
import io.rootsocket.hub.http.StrictJson;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.replay.VersionDifference;
import io.rootsocket.hub.routes.FolderReader;
import io.rootsocket.hub.settings.HubConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares a version of the routes with the one that runs, by what came in last. */
@Command(
        name = "diff",
        description =
                "Runs the last real inputs through the routes as they run and as they are saved, without any effect,"
                        + " and prints what differs: - as it is, + as it would be. With --max-change, exits with 4 if more differs.",
        footer = {"", "Example: hub diff orders --last 50", "Example: hub diff ../new-routes --max-change 5"})
final class DiffCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private FormatOption format;

    @Option(names = "--last", paramLabel = "N", description = "How many inputs. Default: 200, at most 1000.")
    private @Nullable Integer last;

    @Option(
            names = "--max-change",
            paramLabel = "PERCENT",
            description = "How many of a hundred may differ. Default: any number.",
            defaultValue = "100")
    private int maxChange;

    @Parameters(
            paramLabel = "ROUTE|DIR",
            arity = "0..*",
            description = "Only what these routes took; or a folder with another version. Default: the folder of the"
                    + " running hub, as it is saved.")
    private List<String> routesOrFolder = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Path> folders = routesOrFolder.stream()
                .filter(DiffCommand::isFolder)
                .map(CallersFolder.known()::convert)
                .toList();
        if (folders.size() > 1) {
            throw new HubConfigurationException(
                    "`%s` and `%s` are both folders. Name one.".formatted(folders.get(0), folders.get(1)));
        }
        List<String> routes =
                routesOrFolder.stream().filter(text -> !isFolder(text)).toList();
        VersionDifference difference = admin.post(
                "/api/routes/comparison",
                new ComparisonRequest(folders.isEmpty() ? null : files(folders.get(0)), routes, last),
                VersionDifference.class);
        var out = spec.commandLine().getOut();
        if (format.isJson()) {
            out.println(StrictJson.tree(difference).toPrettyString());
        } else {
            new DiffScreen(Invocation.of(spec).screen().times())
                    .lines(difference)
                    .forEach(out::println);
        }
        return difference.percent() > maxChange ? ExitCode.FIX_CONFIGURATION : 0;
    }

    private static boolean isFolder(String text) {
        return text.contains("/") || Files.isDirectory(CallersFolder.known().convert(text));
    }

    private Map<String, String> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new HubConfigurationException("There is no folder `%s` to compare with what runs.".formatted(folder));
        }
        String pattern = HubSettings.of(Invocation.of(spec).environment()).routesPattern();
        var files = new TreeMap<String, String>();
        new FolderReader(folder, pattern, Clock.systemUTC())
                .read()
                .files()
                .values()
                .forEach(file -> files.put(file.name(), file.text()));
        return files;
    }
}
