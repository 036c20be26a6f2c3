package io.rootsocket.hub.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rootsocket.hub.schedule.backfill.BackfillPlan;
import io.rootsocket.hub.schedule.backfill.BackfillProgress;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill will do.
 *
 * @param plan what it is to run
 * @param progress how far it is; null if it was only counted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackfillAnswer(BackfillPlan plan, @Nullable BackfillProgress progress) {}
