package io.rootsocket.hub.schedule.store;

import io.rootsocket.hub.schedule.timetable.CatchUp;
import io.rootsocket.hub.schedule.timetable.RouteSchedule;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.JobDetail;
import org.quartz.ScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.impl.triggers.AbstractTrigger;

/**
 * Quartz's trigger of a route: fires at the times of its {@code Timetable}, and decides about late ones itself, by {@link
 * CatchUp}. Quartz's own handling of misfires is switched off: it would forget which time was missed.
 *
 * <p>What it decides when it is triggered is kept until {@link OccurrenceTriggers} writes it to the ledger, in the
 * transaction that also advances the trigger. Not thread-safe, like all of Quartz's triggers.
 */
public final class OccurrenceTrigger extends AbstractTrigger<OccurrenceTrigger> {

    private static final long serialVersionUID = 1L;

    private final transient RouteSchedule schedule;
    private final transient Clock clock;
    private @Nullable Date startTime;
    private @Nullable Date endTime;
    private @Nullable Date nextFireTime;
    private @Nullable Date previousFireTime;
    private transient @Nullable CatchUp decided;
    private transient @Nullable Instant decidedAt;
    private transient @Nullable Instant occurrence;
    private transient boolean fires;
    private transient @Nullable Date previousBefore;
    private transient @Nullable JobDetail job;
    private transient boolean leftNothing;

    OccurrenceTrigger(RouteSchedule schedule, Clock clock) {
        this.schedule = schedule;
        this.clock = clock;
        setPriority(schedule.policy().priority());
        setMisfireInstruction(MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY);
        setStartTime(new Date(0));
    }

    public RouteSchedule schedule() {
        return schedule;
    }

    @Override
    public void triggered(@Nullable Calendar unused) {
        Instant due = occurrenceOf(Optional.ofNullable(nextFireTime).orElseThrow());
        Instant now = clock.instant();
        CatchUp decision = CatchUp.decide(schedule, due, now);
        previousBefore = previousFireTime;
        previousFireTime = nextFireTime;
        nextFireTime = decision.next().map(this::fireTime).orElse(null);
        occurrence = due;
        fires = decision.fires();
        decided = decision;
        decidedAt = now;
    }

    /** As if it had not been triggered. */
    void takeBack() {
        nextFireTime = previousFireTime;
        previousFireTime = previousBefore;
        decided = null;
        fires = false;
    }

    /** Whether there is nothing else to write of its turn than that it fires, and that it goes on. */
    boolean onlyFires() {
        return decided != null && decided.fires() && decided.missed().isEmpty() && nextFireTime != null;
    }

    /** When it had fired before its last turn. */
    Optional<Date> previousFireTimeBefore() {
        return Optional.ofNullable(previousBefore);
    }

    /** The job that was stored with it when it was acquired. */
    void runs(JobDetail stored) {
        job = stored;
    }

    /** Empty if Quartz itself has acquired it, and asks for it when it fires. */
    Optional<JobDetail> job() {
        return Optional.ofNullable(job);
    }

    /** There is nothing to be deleted when its job has ended. */
    void leaveNothing() {
        leftNothing = true;
    }

    boolean hasLeftNothing() {
        return leftNothing;
    }

    /** What was decided when it was last triggered, once: whoever takes it writes it down. */
    Optional<CatchUp> takeDecision() {
        Optional<CatchUp> taken = Optional.ofNullable(decided);
        decided = null;
        return taken;
    }

    /** When that was decided, by this node's clock: it says what is late. */
    Instant decidedAt() {
        return Optional.ofNullable(decidedAt).orElseThrow();
    }

    /** The occurrence whose turn it was when it was last triggered. */
    public Instant occurrence() {
        return Optional.ofNullable(occurrence).orElseThrow();
    }

    /** When that was due. */
    Instant dueAt() {
        return Optional.ofNullable(previousFireTime).orElseThrow().toInstant();
    }

    /** Whether that occurrence enters its route. */
    public boolean fires() {
        return fires;
    }

    /** The ledger knows this occurrence already: somebody skipped it, or it has fired. */
    void doNotFire() {
        fires = false;
    }

    /** What the ledger has this occurrence down as. */
    void fireAs(Instant recorded) {
        occurrence = recorded;
    }

    /** The occurrence whose turn is next. */
    public Optional<Instant> nextOccurrence() {
        return Optional.ofNullable(nextFireTime).map(this::occurrenceOf);
    }

    /** Its first turn: what is stored in place of another one goes on where that one ended, whatever the time is by then. */
    public void beginWith(Instant first) {
        nextFireTime = fireTime(first);
    }

    private Instant occurrenceOf(Date fireTime) {
        return fireTime.toInstant().minus(schedule.policy().delay());
    }

    private Date fireTime(Instant due) {
        return Date.from(due.plus(schedule.policy().delay()));
    }

    @Override
    public @Nullable Date computeFirstFireTime(@Nullable Calendar unused) {
        if (nextFireTime == null) {
            nextFireTime = schedule.timetable()
                    .after(clock.instant())
                    .map(this::fireTime)
                    .orElse(null);
        }
        return nextFireTime;
    }

    @Override
    public @Nullable Date getFireTimeAfter(@Nullable Date afterTime) {
        Instant from = afterTime == null ? clock.instant() : occurrenceOf(afterTime);
        return schedule.timetable().after(from).map(this::fireTime).orElse(null);
    }

    /** Nothing to do: what is late is decided about when it is triggered. */
    @Override
    public void updateAfterMisfire(@Nullable Calendar unused) {}

    /** Nothing to do: excluded days are part of the timetable. */
    @Override
    public void updateWithNewCalendar(@Nullable Calendar unused, long misfireThreshold) {}

    @Override
    public boolean mayFireAgain() {
        return nextFireTime != null;
    }

    @Override
    protected boolean validateMisfireInstruction(int instruction) {
        return instruction == MISFIRE_INSTRUCTION_IGNORE_MISFIRE_POLICY
                || instruction == MISFIRE_INSTRUCTION_SMART_POLICY;
    }

    @Override
    public @Nullable Date getStartTime() {
        return startTime;
    }

    @Override
    public void setStartTime(@Nullable Date startTime) {
        this.startTime = startTime;
    }

    @Override
    public @Nullable Date getEndTime() {
        return endTime;
    }

    @Override
    public void setEndTime(@Nullable Date endTime) {
        this.endTime = endTime;
    }

    @Override
    public @Nullable Date getNextFireTime() {
        return nextFireTime;
    }

    @Override
    public void setNextFireTime(@Nullable Date nextFireTime) {
        this.nextFireTime = nextFireTime;
    }

    @Override
    public @Nullable Date getPreviousFireTime() {
        return previousFireTime;
    }

    @Override
    public void setPreviousFireTime(@Nullable Date previousFireTime) {
        this.previousFireTime = previousFireTime;
    }

    @Override
    public @Nullable Date getFinalFireTime() {
        return schedule.timetable().endAt() == null
                ? null
                : Date.from(schedule.timetable().endAt());
    }

    @Override
    public ScheduleBuilder<OccurrenceTrigger> getScheduleBuilder() {
        return builder(schedule, clock);
    }

    /** Builds triggers of that schedule. */
    public static ScheduleBuilder<OccurrenceTrigger> builder(RouteSchedule schedule, Clock clock) {
        return new ScheduleBuilder<>() {
            @Override
            protected OccurrenceTrigger build() {
                return new OccurrenceTrigger(schedule, clock);
            }
        };
    }

    /** Quartz compares triggers by their keys, and so do we. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Trigger trigger && getKey().equals(trigger.getKey());
    }

    @Override
    public int hashCode() {
        return getKey().hashCode();
    }
}
