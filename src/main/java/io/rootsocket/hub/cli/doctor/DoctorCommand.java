package io.rootsocket.hub.cli.doctor;

import io.rootsocket.hub.cli.doctor.Diagnosis.State;
import io.rootsocket.hub.cli.invocation.AdminException;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.ExitCode;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.invocation.RoutesOption;
import io.rootsocket.hub.cli.invocation.SandboxPort;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.hub.HubStatus;
import io.rootsocket.hub.settings.HubConfigurationException;
import io.rootsocket.hub.settings.JavaTrust;
import io.rootsocket.hub.settings.UnknownVariables;
import io.rootsocket.hub.settings.Variable;
import io.rootsocket.hub.settings.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is wrong around a hub, and what to do; packs what who helps must see. */
@Command(
        name = "doctor",
        description =
                "Says what is wrong with ports, disk, clock, key, broker, database, files and Java, and what to do, in ten"
                        + " lines. The hub may run or not; nothing is changed. Exits with 4 if something must be fixed, with 3 if"
                        + " something does not answer.",
        footer = {"", "Example: hub doctor --bundle for-support.zip"})
public final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AdminOptions admin;

    @Mixin
    private RoutesOption routes;

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description =
                    "Packs this, the settings, the routes and, of a running hub, its status, metrics, last log lines and"
                            + " threads into a new zip file, without secrets.")
    private @Nullable Path bundle;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Map<String, String> environment = routes.in(Invocation.of(spec).environment());
        var secrets = new KnownSecrets(environment);
        List<String> lines = new ArrayList<>();
        List<Diagnosis> findings = findings(environment);
        findings.forEach(finding -> lines.add(secrets.hiddenIn(finding.toString())));
        lines.forEach(spec.commandLine().getOut()::println);
        if (bundle != null) {
            new Bundle(bundle, environment, secrets, admin)
                    .write(lines, spec.root().version());
            spec.commandLine()
                    .getOut()
                    .printf("%s is packed, without secrets. Look into it before you send it.%n", bundle);
        }
        return exitCode(findings);
    }

    private List<Diagnosis> findings(Map<String, String> environment) throws InterruptedException {
        var findings = new ArrayList<>(List.of(Surroundings.java()));
        UnknownTimeZone.in(environment, TimeZone.getDefault()).ifPresent(findings::add);
        HubSettings settings;
        int sandboxPort;
        try {
            JavaTrust.requireUsable();
            settings = HubSettings.of(environment);
            sandboxPort = SandboxPort.of(new Variables(environment));
        } catch (HubConfigurationException e) {
            findings.add(Diagnosis.wrong("settings", String.valueOf(e.getMessage()), "All else depends on it."));
            return findings;
        }
        List<String> unknown = UnknownVariables.among(environment.keySet(), settings.routes());
        findings.add(
                unknown.isEmpty()
                        ? Diagnosis.ok("settings", "understood")
                        : Diagnosis.warning("settings", unknown.get(0), ""));
        findings.addAll(new Surroundings(settings, sandboxPort, running()).look());
        return findings;
    }

    private Optional<HubStatus> running() throws InterruptedException {
        try {
            return Optional.of(admin.get("/api/status", HubStatus.class));
        } catch (AdminException e) {
            return Optional.empty();
        }
    }

    private static int exitCode(List<Diagnosis> findings) {
        State worst =
                findings.stream().map(Diagnosis::state).max(State::compareTo).orElse(State.OK);
        return switch (worst) {
            case OK, WARNING -> 0;
            case AWAY -> ExitCode.TRY_AGAIN;
            case WRONG -> ExitCode.FIX_CONFIGURATION;
        };
    }

    /** The folder of routes that an environment names. */
    static Path routes(Map<String, String> environment) {
        return Path.of(new Variables(environment).textOrDefault(Variable.HUB_ROUTES));
    }
}
