package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.CommandName;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.invocation.RoutesOption;
import io.rootsocket.hub.cli.invocation.SandboxPort;
import io.rootsocket.hub.cli.screen.Screen;
import io.rootsocket.hub.console.AdminDoor;
import io.rootsocket.hub.console.WebhookDoor;
import io.rootsocket.hub.hub.Hub;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.hub.HubSettings.RootSocketSettings;
import io.rootsocket.hub.hub.HubStatus;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.settings.SecretSettings;
import io.rootsocket.hub.settings.SettingNames;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the hub. */
@Command(
        name = "run",
        description = "Runs the routes of a folder. Without ROOTSOCKET_KEY it starts a sandbox and sends there.",
        footer = {"", "Example: hub run --routes routes --dry-run"})
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private RoutesOption routes;

    @Option(names = "--port", description = "The port for webhooks. Also HUB_PORT. Default: 8080.")
    private @Nullable String port;

    @Option(names = "--dry-run", description = "Runs everything, but prints messages instead of sending them.")
    private boolean dryRun;

    @Override
    public Integer call() throws InterruptedException {
        Logs.begin();
        HubSettings settings = HubSettings.of(environment()).withDryRun(dryRun);
        SecretSettings.require(environment(), SettingNames.in(settings.routes()));
        try (var running = UntilStopped.begin(spec.commandLine().getOut())) {
            boolean ownSandbox = settings.rootSocket().key().isEmpty();
            if (ownSandbox) {
                settings.rootSocket().apiUrl().ifPresent(this::sayThatItIsNotUsed);
                settings = settings.withRootSocket(of(running.open(this::startSandbox)));
            }
            var heap = new HeapExit();
            Hub hub = start(settings, running, heap);
            show(hub.status());
            heap.warn();
            return running.await();
        }
    }

    private void show(HubStatus status) {
        Screen screen = Invocation.of(spec).screen();
        spec.commandLine().getOut().println(StatusSheet.title(status));
        screen.print(new StatusSheet(screen.times(), CommandName.text()).of(status));
        spec.commandLine().getOut().println("Ctrl-C stops.");
        spec.commandLine().getOut().flush();
    }

    private static Hub start(HubSettings settings, UntilStopped running, HeapExit heap) throws InterruptedException {
        return running.open(() -> Hub.start(settings, heap, new DataFolderExit(), new WebhookDoor(), new AdminDoor()));
    }

    private Map<String, String> environment() {
        Map<String, String> environment = routes.in(Invocation.of(spec).environment());
        if (port != null) {
            environment.put("HUB_PORT", port);
        }
        return environment;
    }

    private Sandbox startSandbox() {
        int sandboxPort = SandboxPort.of(Invocation.of(spec).variables());
        return Sandbox.start(SandboxSettings.defaults().withPort(sandboxPort));
    }

    private void sayThatItIsNotUsed(String apiUrl) {
        spec.commandLine()
                .getErr()
                .printf(
                        "ROOTSOCKET_API_URL=%s is not used: ROOTSOCKET_KEY is not set, so the hub starts a sandbox.%n",
                        apiUrl);
    }

    private static RootSocketSettings of(Sandbox sandbox) {
        return new RootSocketSettings(
                Optional.of(sandbox.key()),
                Optional.empty(),
                Optional.of(sandbox.apiUrl().toString()),
                true);
    }
}
