package io.rootsocket.hub.testing;

import io.rootsocket.hub.sandbox.ReceivedMessage;
import io.rootsocket.hub.sandbox.Sandbox;
import io.rootsocket.hub.sandbox.SandboxSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One sandbox for a test class, on a free port; after each test it forgets everything and its subscribers are closed.
 * It must be registered on a static field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SandboxExtension SANDBOX = new SandboxExtension();
 * }</pre>
 */
public final class SandboxExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final SandboxSettings settings;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private @Nullable Sandbox running;

    /** With the defaults, but on a free port. */
    public SandboxExtension() {
        this(SandboxSettings.defaults());
    }

    /** With these settings, but on a free port. */
    public SandboxExtension(SandboxSettings settings) {
        this.settings = settings.withPort(0);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = Sandbox.start(settings);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        subscribers.forEach(Subscriber::close);
        subscribers.clear();
        sandbox().startOver();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        sandbox().close();
    }

    /** The running sandbox: its messages and its faults. */
    public Sandbox sandbox() {
        if (running == null) {
            throw new IllegalStateException("Register the SandboxExtension on a static field");
        }
        return running;
    }

    /** What a channel has received, the earliest first. */
    public List<String> received(String channel) {
        return received(sandbox(), channel);
    }

    /** The same of a sandbox that a test starts itself. */
    public static List<String> received(Sandbox sandbox, String channel) {
        return sandbox.messages(channel).stream().map(ReceivedMessage::data).toList();
    }

    public URI apiUrl() {
        return sandbox().apiUrl();
    }

    public String key() {
        return sandbox().key();
    }

    /** A subscriber of these channels, until the test ends. */
    public Subscriber subscriber(String... channels) {
        return closing(Subscriber.to(sandbox(), channels));
    }

    /** Closes that subscriber when the test ends. */
    public Subscriber closing(Subscriber subscriber) {
        subscribers.add(subscriber);
        return subscriber;
    }
}
