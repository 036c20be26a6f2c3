package io.rootsocket.hub.cli;

import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.cli.invocation.SandboxPort;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import io.rootsocket.hub.settings.Variable;
import io.rootsocket.hub.settings.Variables;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs only the sandbox. */
@Command(
        name = "sandbox",
        description =
                "Runs a RootSocket on this machine, with a page that shows what arrives. Its key is ROOTSOCKET_KEY, or `"
                        + SandboxSettings.DEFAULT_KEY + "`.",
        footer = {"", "Example: hub sandbox --port 8001"})
final class SandboxCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Where to listen. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--port",
            description = "Where to listen; 0 is any free port. Also HUB_SANDBOX_PORT. Default: 8001.")
    private @Nullable Integer port;

    @Option(
            names = "--no-channel-authorization",
            description = "Lets clients subscribe without a channel token, as an application's settings can.")
    private boolean open;

    @Override
    public Integer call() throws InterruptedException {
        Logs.begin();
        Variables variables = Invocation.of(spec).variables();
        String key = variables.text(Variable.ROOTSOCKET_KEY).orElse(SandboxSettings.DEFAULT_KEY);
        int listenOn = port == null ? SandboxPort.of(variables) : SandboxPort.checked(port, "--port");
        var settings = SandboxSettings.defaults()
                .withHost(host)
                .withPort(listenOn)
                .withKey(key)
                .withChannelAuthorization(!open);
        try (var running = UntilStopped.begin(spec.commandLine().getOut())) {
            Sandbox sandbox = running.open(() -> Sandbox.start(settings));
            var out = spec.commandLine().getOut();
            out.printf("Sandbox  %s  (open it in a browser)%n", sandbox.apiUrl());
            out.printf("Key      %s%n", key.equals(SandboxSettings.DEFAULT_KEY) ? key : "the one in ROOTSOCKET_KEY");
            out.printf(
                    "Faults   curl -X PUT --json '{\"status\":503,\"times\":3}' %s/sandbox/faults%n", sandbox.apiUrl());
            out.println("Ctrl-C stops.");
            out.flush();
            return running.await();
        }
    }
}
