package io.rootsocket.hub.component;

/** What becomes of a durable message whose request was written and not answered. */
public enum OnAmbiguous {
    /** It is sent again: it arrives at least once. */
    RESEND,
    /** It is put aside for a person to decide: it arrives at most once. */
    HOLD
}
