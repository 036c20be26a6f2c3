package io.rootsocket.hub.testing;

import io.rootsocket.hub.broker.Broker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** One broker in a process of its own for a test class; each test finds it empty. It must be registered on a static field. */
public final class BrokerProcessExtension
        implements ContractBroker, BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private @Nullable Path folder;
    private @Nullable BrokerProcess running;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("broker");
        running = BrokerProcess.start(folder, FreePort.next());
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        running().empty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        running().close();
        FileSystemUtils.deleteRecursively(folder);
    }

    private BrokerProcess running() {
        return Objects.requireNonNull(running, "Register the BrokerProcessExtension on a static field");
    }

    @Override
    public Broker connect(Path ofTest) {
        return running().connect();
    }

    @Override
    public void restart() throws IOException {
        running().restart();
    }
}
