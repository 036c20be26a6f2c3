package io.rootsocket.hub.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Quartz on H2, clustered like the hub's, with nothing around it: what the hub is measured beside. */
final class QuartzAlone {

    private static final int THREADS = 24;
    private static volatile Round round = new Round(0, Instant.EPOCH);

    private QuartzAlone() {}

    private record Round(long[] late, AtomicInteger next, CountDownLatch done, Instant at) {
        Round(int triggers, Instant at) {
            this(new long[triggers], new AtomicInteger(), new CountDownLatch(triggers), at);
        }
    }

    /** Notes how late it is. */
    public static final class Note implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            round.late()[round.next().getAndIncrement()] =
                    System.currentTimeMillis() - round.at().toEpochMilli();
            round.done().countDown();
        }
    }

    public static void main(String[] args) throws Exception {
        run(Integer.parseInt(args[0]));
        System.exit(0);
    }

    private static void run(int triggers) throws Exception {
        Instant at = ScheduledHub.at(triggers);
        Path folder = Files.createTempDirectory("quartz");
        String url = "jdbc:h2:async:%s;WRITE_DELAY=0".formatted(folder.resolve("quartz"));
        try (var keptOpen = DriverManager.getConnection(url);
                var script = Scheduler.class.getResourceAsStream("/org/quartz/impl/jdbcjobstore/tables_h2.sql")) {
            keptOpen.createStatement().execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            Scheduler scheduler = new StdSchedulerFactory(properties(url)).getScheduler();
            scheduler.scheduleJobs(jobs(triggers, at), true);
            scheduler.start();
            long started = ScheduleRow.millisSinceBirth();
            long heap = ScheduleRow.heapMegabytes();
            for (int burst = 0; burst < ScheduledHub.BURSTS; burst++) {
                double processor = burst(triggers, at.plus(burst, ChronoUnit.MINUTES));
                ScheduleRow.print(
                        triggers,
                        burst == 0 ? "Quartz alone" : "Quartz alone, warm",
                        started,
                        heap,
                        round.late(),
                        new long[0],
                        processor,
                        "");
            }
            scheduler.shutdown(true);
        } finally {
            BenchedHub.delete(folder);
        }
    }

    /** Returns the processor seconds that it took. */
    private static double burst(int triggers, Instant at) throws InterruptedException {
        round = new Round(triggers, at);
        Duration wait = Duration.between(Instant.now(), at);
        if (wait.isNegative()) {
            throw new IllegalStateException("The burst before the one at %s took too long".formatted(at));
        }
        Thread.sleep(wait.toMillis());
        double before = Measured.processorSeconds();
        if (!round.done().await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException(
                    "%d have not fired".formatted(round.done().getCount()));
        }
        return Measured.processorSeconds() - before;
    }

    private static Map<JobDetail, Set<? extends Trigger>> jobs(int triggers, Instant at) {
        Map<JobDetail, Set<? extends Trigger>> jobs = new HashMap<>();
        for (int i = 0; i < triggers; i++) {
            jobs.put(
                    JobBuilder.newJob(Note.class).withIdentity("r" + i).build(),
                    Set.of(TriggerBuilder.newTrigger()
                            .withIdentity("r" + i)
                            .withSchedule(CronScheduleBuilder.cronSchedule(ScheduledHub.cron(at, ScheduledHub.BURSTS))
                                    .inTimeZone(TimeZone.getTimeZone("UTC")))
                            .build()));
        }
        return jobs;
    }

    private static Properties properties(String url) {
        var properties = new Properties();
        properties.putAll(Map.of(
                "org.quartz.scheduler.instanceName", "alone-" + System.nanoTime(),
                "org.quartz.scheduler.instanceId", "AUTO",
                "org.quartz.scheduler.batchTriggerAcquisitionMaxCount", String.valueOf(THREADS),
                "org.quartz.threadPool.threadCount", String.valueOf(THREADS),
                "org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX",
                "org.quartz.jobStore.isClustered", "true",
                "org.quartz.jobStore.acquireTriggersWithinLock", "true",
                "org.quartz.jobStore.misfireThreshold", "3600000",
                "org.quartz.jobStore.dataSource", "h2"));
        properties.putAll(Map.of(
                "org.quartz.dataSource.h2.driver", "org.h2.Driver",
                "org.quartz.dataSource.h2.URL", url,
                "org.quartz.dataSource.h2.provider", "hikaricp",
                "org.quartz.dataSource.h2.maxConnections", "20"));
        return properties;
    }
}
