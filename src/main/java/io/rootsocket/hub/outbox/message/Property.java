package io.rootsocket.hub.outbox.message;

/** The JMS properties of a waiting message and of a dead letter. Stored on disk: a name that changes loses what waits. */
public final class Property {

    public static final String ID = "HubId";
    static final String EXCHANGE_ID = "HubExchangeId";
    static final String NUMBER = "HubNumber";
    static final String TRACEPARENT = "HubTraceparent";
    public static final String ACCOUNT = "HubAccount";
    public static final String CHANNEL = "HubChannel";
    public static final String ROUTE = "HubRoute";
    static final String SOURCE = "HubSource";
    static final String SOURCE_ID = "HubSourceId";
    static final String ACCEPTED_AT = "HubAcceptedAt";
    public static final String EXPIRES_AT = "HubExpiresAt";
    static final String PRIORITY = "HubPriority";
    /** Which run of which hub has sent it, where hubs share a broker. */
    static final String SENDER = "HubSender";

    static final String HOLD_IF_AMBIGUOUS = "HubHoldIfAmbiguous";
    /** Empty if the message came of none and looks as if it did. */
    static final String FIRED_ROUTE = "HubFiredRoute";

    static final String FIRED_AT = "HubFiredAt";

    public static final String KIND = "HubKind";
    public static final String STATUS = "HubStatus";
    public static final String DETAIL = "HubDetail";
    public static final String REASON = "HubReason";
    public static final String FAILURES = "HubFailures";
    public static final String FAILED_AT = "HubFailedAt";
    public static final String ATTEMPTS = "HubAttempts";
    public static final String ENCODING = "HubEncoding";
    public static final String PART = "HubPart";

    private Property() {}
}
