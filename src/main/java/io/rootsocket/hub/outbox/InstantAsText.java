package io.rootsocket.hub.outbox;

import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/** Writes an instant as people read it, {@code 2026-11-24T08:15:00Z}. */
final class InstantAsText extends SimpleModule {

    private static final long serialVersionUID = 1L;

    InstantAsText() {
        addSerializer(Instant.class, ToStringSerializer.instance);
    }
}
