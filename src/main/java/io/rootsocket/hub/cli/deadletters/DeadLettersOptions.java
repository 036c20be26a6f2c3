package io.rootsocket.hub.cli.deadletters;

import io.rootsocket.hub.cli.invocation.AdminException;
import io.rootsocket.hub.cli.invocation.AdminOptions;
import io.rootsocket.hub.cli.invocation.Invocation;
import io.rootsocket.hub.deadletters.DeadLetterFilter;
import io.rootsocket.hub.hub.HubSettings;
import io.rootsocket.hub.hub.StoppedHub;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whose dead letters a command works on: those of the running hub, or else those in its data folder. */
final class DeadLettersOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder of a stopped hub. Default: HUB_DATA, or data, when no hub answers at --url.")
    private @Nullable Path data;

    /**
     * Asks the hub, or opens the folder.
     *
     * @param admin which hub
     * @throws AdminException if there is neither, or the hub refuses
     */
    OpenedDeadLetters open(AdminOptions admin) throws InterruptedException {
        if (data != null) {
            return new DeadLettersOfFolder(data);
        }
        var letters = new DeadLettersOfHub(admin);
        try {
            letters.page(DeadLetterFilter.ALL, 0);
            return letters;
        } catch (AdminException e) {
            if (!e.isNobody()) {
                throw e;
            }
            return ofStoppedHub(e);
        }
    }

    private OpenedDeadLetters ofStoppedHub(AdminException noHub) {
        HubSettings settings = HubSettings.of(Invocation.of(spec).environment());
        boolean ownBroker = settings.broker().url().isEmpty();
        if (!ownBroker || !StoppedHub.isIn(settings.data())) {
            throw noHub;
        }
        spec.commandLine()
                .getErr()
                .printf("No hub answers, so this works on the folder %s of the stopped hub.%n", settings.data());
        return new DeadLettersOfFolder(settings.data());
    }
}
