package io.rootsocket.hub.outbox;

/** The JMS properties of a waiting message and of a dead letter. Stored on disk: a name that changes loses what waits. */
final class Property {

    static final String ID = "HubId";
    static final String ACCOUNT = "HubAccount";
    static final String CHANNEL = "HubChannel";
    static final String ROUTE = "HubRoute";
    static final String SOURCE = "HubSource";
    static final String SOURCE_ID = "HubSourceId";
    static final String ACCEPTED_AT = "HubAcceptedAt";
    static final String EXPIRES_AT = "HubExpiresAt";
    static final String PRIORITY = "HubPriority";
    static final String HOLD_IF_AMBIGUOUS = "HubHoldIfAmbiguous";

    static final String KIND = "HubKind";
    static final String STATUS = "HubStatus";
    static final String DETAIL = "HubDetail";
    static final String REASON = "HubReason";
    static final String FAILURES = "HubFailures";
    static final String FAILED_AT = "HubFailedAt";
    static final String ATTEMPTS = "HubAttempts";
    static final String ENCODING = "HubEncoding";
    static final String PART = "HubPart";

    private Property() {}
}
