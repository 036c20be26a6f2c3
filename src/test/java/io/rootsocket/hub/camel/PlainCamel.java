package io.rootsocket.hub.camel;

import io.rootsocket.hub.component.RootSocketComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Processor;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.PluginHelper;

/** Camel as anybody has it, with nothing of the hub but the component: creates the routes of a case, and starts none. */
final class PlainCamel {

    private PlainCamel() {}

    /** What keeps Camel from creating the routes; empty if nothing does. */
    static Optional<Throwable> refusal(CamelCase one) {
        return refusal(
                CamelCase.FOLDER.resolve(one.name()).resolve("kamelets"),
                one.files().stream()
                        .filter(file -> !file.to().contains("kamelets/"))
                        .map(CamelCase.CaseFile::from)
                        .toList());
    }

    /** What keeps Camel from creating the routes of one file; empty if nothing does. */
    static Optional<Throwable> refusal(Path file) {
        return refusal(file.resolveSibling("kamelets"), List.of(file));
    }

    private static Optional<Throwable> refusal(Path kamelets, List<Path> files) {
        try (var camel = new DefaultCamelContext(false)) {
            camel.disableJMX();
            camel.setAutoStartup(false);
            camel.build();
            addComponents(camel);
            camel.getComponent("kamelet", KameletComponent.class)
                    .setLocation("file:" + kamelets + ",classpath:kamelets");
            camel.start();
            for (Path file : files) {
                Resource resource = PluginHelper.getResourceLoader(camel).resolveResource("file:" + file);
                PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
            }
            return Optional.empty();
        } catch (Exception | LinkageError e) {
            return Optional.of(e);
        }
    }

    private static void addComponents(DefaultCamelContext camel) {
        var rootSocket = new RootSocketComponent();
        rootSocket.getConfiguration().setKey("key");
        camel.addComponent("rootsocket", rootSocket);
        var http = new PlatformHttpComponent();
        http.setEngine(new NoServer());
        camel.addComponent("platform-http", http);
    }

    /** Nothing is started, so nothing is called. */
    private static final class NoServer implements PlatformHttpEngine {

        @Override
        public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
            return new Webhook(endpoint, processor);
        }
    }

    private static final class Webhook extends DefaultConsumer implements PlatformHttpConsumer {

        Webhook(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        @Override
        public PlatformHttpEndpoint getEndpoint() {
            return (PlatformHttpEndpoint) super.getEndpoint();
        }
    }
}
