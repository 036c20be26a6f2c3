package io.rootsocket.hub.hub;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.rootsocket.hub.alarm.Alarms;
import io.rootsocket.hub.alarm.Topic;
import io.rootsocket.hub.files.FolderFormat;
import io.rootsocket.hub.outbox.OutboxStatus;
import java.io.File;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;
import org.apache.camel.support.service.ServiceSupport;

/** What of a hub as a whole is measured. Each meter is a row of the manual's page on metrics. */
final class HubMeters {

    private final MeterRegistry meters;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    private HubMeters(CamelContext camel) {
        this.meters = MicrometerUtils.getOrCreateMeterRegistry(
                camel.getRegistry(), MicrometerConstants.METRICS_REGISTRY_NAME);
    }

    /**
     * Begins to measure; ends with the context.
     *
     * @param stopping whether the hub has begun to stop
     */
    static void start(
            CamelContext camel, HubSettings settings, HubOutbox outbox, Alarms alarms, BooleanSupplier stopping)
            throws Exception {
        var hub = new HubMeters(camel);
        hub.info();
        hub.gates(outbox, stopping);
        hub.disk(settings);
        hub.alarms(alarms);
        hub.process();
        camel.addService(hub.end(), true, true);
    }

    private void info() {
        Gauge.builder("hub.info", () -> 1)
                .tag("version", FolderFormat.version())
                .description("Which hub it is")
                .register(meters);
    }

    private void gates(HubOutbox outbox, BooleanSupplier stopping) {
        gate("webhooks", () -> !stopping.getAsBoolean());
        gate("outbox", () -> {
            OutboxStatus status = outbox.status();
            return status.full().isEmpty() && status.trouble().isEmpty();
        });
        gate(
                "rootsocket",
                () -> outbox.keyRefused().isEmpty() && outbox.status().held().isEmpty());
    }

    private void gate(String name, BooleanSupplier open) {
        Gauge.builder("hub.gate.open", () -> open.getAsBoolean() ? 1 : 0)
                .tag("gate", name)
                .description("Whether anything gets through there: 1 if it does, 0 if not")
                .register(meters);
    }

    private void disk(HubSettings settings) {
        File data = settings.data().toFile();
        Gauge.builder("hub.disk.free", data, File::getUsableSpace)
                .baseUnit("bytes")
                .description("What is free on the disk of the data folder")
                .register(meters);
        Gauge.builder("hub.disk.size", data, File::getTotalSpace)
                .baseUnit("bytes")
                .description("How large the disk of the data folder is")
                .register(meters);
        Gauge.builder("hub.disk.max.usage", () -> settings.outbox().maxDiskUsage() / 100.0)
                .baseUnit("ratio")
                .description("From how full that disk may be nothing more is accepted, HUB_MAX_DISK_USAGE")
                .register(meters);
    }

    private void alarms(Alarms alarms) {
        for (Topic topic : Topic.values()) {
            Gauge.builder("hub.alarms", alarms, of -> of.count(topic))
                    .tag("severity", topic.severity().toString())
                    .tag("topic", topic.toString())
                    .description("How many alarms are raised")
                    .register(meters);
        }
    }

    private void process() {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        collections.bindTo(meters);
    }

    private ServiceSupport end() {
        return new ServiceSupport() {
            @Override
            protected void doStop() {
                collections.close();
            }
        };
    }
}
