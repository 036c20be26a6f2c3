package io.rootsocket.hub.hub;

import io.rootsocket.hub.broker.Broker;
import io.rootsocket.hub.broker.BrokerException;
import io.rootsocket.hub.deadletters.DeadLetterBatch;
import io.rootsocket.hub.deadletters.DeadLetterFolder;
import io.rootsocket.hub.deadletters.DeadLetters;
import io.rootsocket.hub.deadletters.GivenUpByBroker;
import io.rootsocket.hub.files.DataFolder;
import io.rootsocket.hub.settings.HubConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The data folder of a hub that does not run. While it is open, no hub can start on the folder. Safe to share between
 * threads.
 */
public final class StoppedHub implements AutoCloseable {

    private final DataFolder data;
    private final Broker broker;
    private final DeadLetters deadLetters;

    private StoppedHub(DataFolder data, Broker broker) {
        this.data = data;
        this.broker = broker;
        this.deadLetters = DeadLetters.of(broker, Clock.systemUTC());
    }

    /** Whether a hub with a broker of its own has ever used the folder. */
    public static boolean isIn(Path data) {
        return Files.isDirectory(brokerIn(data)) || Files.isDirectory(filesIn(data));
    }

    /**
     * Opens a folder. Letters that became files because the broker was away become the
     * broker's, and what the broker itself gave up becomes letters.
     *
     * @throws HubConfigurationException if no hub has used the folder
     * @throws BrokerException if a hub uses it now
     */
    public static StoppedHub open(Path data) {
        if (!isIn(data)) {
            throw new HubConfigurationException(
                    "%s is not the data folder of a hub that has a broker of its own. Name the right one with --data or HUB_DATA."
                            .formatted(data));
        }
        DataFolder folder = Hub.openData(data);
        StoppedHub hub = onFolder(data, folder);
        try {
            new DeadLetterFolder(filesIn(data)).moveTo(hub.deadLetters);
            new GivenUpByBroker(hub.deadLetters, Clock.systemUTC()).moveToDeadLetters(DeadLetterBatch.ALL);
            folder.closeContent();
            return hub;
        } catch (IOException e) {
            hub.close();
            throw new HubConfigurationException(
                    "A dead letter in %s cannot be read: %s. Repair the file or move it away."
                            .formatted(filesIn(data), e.getMessage()),
                    e);
        } catch (RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    private static StoppedHub onFolder(Path data, DataFolder folder) {
        try {
            return new StoppedHub(folder, Broker.onFolder(brokerIn(data)));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    static Path brokerIn(Path data) {
        return data.resolve("broker");
    }

    static Path filesIn(Path data) {
        return data.resolve("dead-letters");
    }

    /** What could not be delivered. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** Leaves the folder to the next hub. */
    @Override
    public void close() {
        try {
            broker.close();
        } finally {
            data.close();
        }
    }
}
