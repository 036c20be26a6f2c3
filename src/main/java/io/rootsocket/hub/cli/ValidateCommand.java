package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.invocation.RoutesOption;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.routes.RouteSources;
import io.rootsocket.hub.routes.finding.Finding;
import io.rootsocket.hub.routes.finding.Rule;
import io.rootsocket.hub.routes.finding.Severity;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.validate.RouteValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks route files without running them. */
@Command(
        name = "validate",
        description = "Checks routes without running them. Exits with 4 if one has an error.",
        footer = {"", "Example: hub validate", "Example: hub validate --format sarif routes/heartbeat.yaml"})
final class ValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RoutesOption routes;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "human",
            description = "How to print what is found: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private FindingFormat format;

    @Option(names = "--strict", description = "Warnings count as errors.")
    private boolean strict;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Report only on these files, or on a folder. Default: every file of the folder of routes.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
        Logs.begin();
        RouteSources folder = folder();
        List<Finding> found;
        try (var validation = new RouteValidation(Clock.systemUTC())) {
            found = Stream.concat(
                            folder.findings().stream(),
                            validation.check(folder.sources(), folder.settings()).stream()
                                    .filter(finding -> !isSaid(finding, folder.findings())))
                    .sorted()
                    .filter(this::isAsked)
                    .toList();
        }
        int checked = files.isEmpty() ? folder.sources().size() : files.size();
        var out = spec.commandLine().getOut();
        out.print(format.print(found, checked));
        out.flush();
        boolean fails = found.stream().anyMatch(finding -> strict || finding.severity() == Severity.ERROR);
        return fails ? ExitCode.FIX_CONFIGURATION : 0;
    }

    private RouteSources folder() throws IOException {
        HubSettings settings = HubSettings.of(routes.in(Invocation.of(spec).environment()));
        Path folder = settings.routes();
        if (!routes.isGiven()
                && files.size() == 1
                && Files.isDirectory(files.get(0))
                && !isWithin(files.get(0), folder)) {
            folder = files.get(0);
            files = List.of();
        }
        RouteSources read = RouteSources.read(RoutesOption.required(folder), settings.routesPattern());
        for (Path file : files) {
            // What lies in a subfolder is read with all the others.
            read = Files.isDirectory(file) && isWithin(file, folder) ? read : with(file, read);
        }
        return read;
    }

    private static RouteSources with(Path file, RouteSources folder) throws IOException {
        try {
            return folder.with(file);
        } catch (NoSuchFileException e) {
            throw new HubConfigurationException("There is no file `%s`.".formatted(file), e);
        }
    }

    /** Of a calendar that cannot be read, what is said of the calendar is enough, if it is asked about. */
    private boolean isSaid(Finding finding, List<Finding> ofOthers) {
        return finding.rule() == Rule.FILE
                && ofOthers.stream()
                        .filter(this::isAsked)
                        .anyMatch(other -> finding.related()
                                .filter(related -> isSame(related.file(), other.file()))
                                .isPresent());
    }

    private boolean isAsked(Finding finding) {
        return files.isEmpty() || files.stream().anyMatch(file -> isWithin(finding.file(), file));
    }

    private static boolean isWithin(Path file, Path folder) {
        return file.toAbsolutePath()
                .normalize()
                .startsWith(folder.toAbsolutePath().normalize());
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
