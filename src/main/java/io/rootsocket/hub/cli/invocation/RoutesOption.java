package io.rootsocket.hub.cli.invocation;

import io.rootsocket.hub.settings.HubConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The one form in which a command is told of another folder of routes than {@code HUB_ROUTES} names. */
public final class RoutesOption {

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            description = "The folder of routes. Also HUB_ROUTES. Default: routes.")
    private @Nullable Path folder;

    public boolean isGiven() {
        return folder != null;
    }

    /** A copy of the environment, in which {@code HUB_ROUTES} is what the option says. */
    public Map<String, String> in(Map<String, String> environment) {
        var changed = new HashMap<>(environment);
        if (folder != null) {
            changed.put("HUB_ROUTES", folder.toString());
        }
        return changed;
    }

    /** @throws HubConfigurationException if there is no such folder */
    public static Path required(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new HubConfigurationException(
                    "There is no folder `%s`. Name another with --routes or HUB_ROUTES.".formatted(folder));
        }
        return folder;
    }
}
