package io.rootsocket.hub.schedule.timetable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A schedule as text, the way the database keeps it. Two schedules are equal if their texts are. Safe to share between
 * threads.
 */
public final class StoredSchedule {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private static final int MAX_KNOWN = 20_000;

    /** Quartz reads a trigger several times for each fire. */
    private static final Map<String, RouteSchedule> KNOWN = new ConcurrentHashMap<>();

    private StoredSchedule() {}

    public static String write(RouteSchedule schedule) {
        try {
            return JSON.writeValueAsString(schedule);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The schedule of %s cannot be stored".formatted(schedule.route()), e);
        }
    }

    public static RouteSchedule read(String text) {
        RouteSchedule known = KNOWN.get(text);
        if (known == null) {
            known = parse(text);
            if (KNOWN.size() < MAX_KNOWN) {
                KNOWN.put(text, known);
            }
        }
        return known;
    }

    /** Reads one that is not kept, and is not worth to be known. */
    public static RouteSchedule parse(String text) {
        try {
            return JSON.readValue(text, RouteSchedule.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored schedule cannot be read: " + text, e);
        }
    }
}
