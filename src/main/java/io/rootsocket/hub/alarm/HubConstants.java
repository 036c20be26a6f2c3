package io.rootsocket.hub.alarm;

import org.apache.camel.spi.Metadata;

/** The headers of an alarm. */
public final class HubConstants {

    @Metadata(
            label = "consumer",
            description = "What has happened to the alarm: `raised`, `repeated` or `cleared`",
            javaType = "String")
    public static final String STATE = "CamelHubAlarmState";

    @Metadata(label = "consumer", description = "What it is about, such as `schedule.late`", javaType = "String")
    public static final String TOPIC = "CamelHubAlarmTopic";

    @Metadata(label = "consumer", description = "Which of its kind, such as the route", javaType = "String")
    public static final String SUBJECT = "CamelHubAlarmSubject";

    @Metadata(label = "consumer", description = "`warning` or `critical`", javaType = "String")
    public static final String SEVERITY = "CamelHubAlarmSeverity";

    @Metadata(label = "consumer", description = "Since when it is so, as 2026-11-26T08:15:00Z", javaType = "String")
    public static final String SINCE = "CamelHubAlarmSince";

    @Metadata(
            label = "consumer",
            description = "A number that the words of one alarm have in common, from the first to the last",
            javaType = "String")
    public static final String ID = "CamelHubAlarmId";

    @Metadata(
            label = "consumer",
            description = "The id that `hub explain` knows, of an occurrence or message; missing if there is none",
            javaType = "String")
    public static final String REFERENCE = "CamelHubAlarmReference";

    @Metadata(label = "consumer", description = "In one line, as the subject of a mail", javaType = "String")
    public static final String TITLE = "CamelHubAlarmTitle";

    private HubConstants() {}
}
