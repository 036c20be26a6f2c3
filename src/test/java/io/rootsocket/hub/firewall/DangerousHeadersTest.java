package io.rootsocket.hub.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DangerousHeadersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelRootSocketChannel",
                "CAMELROOTSOCKETCHANNEL",
                "CAmelExecCommandExecutable",
                "org.apache.camel.x",
                "mail.smtp.proxy.host",
                "MAIL.SMTPS.socks.host",
                "ma\u0131l.\u017Fmtp.proxy.host",
                "kafka.OVERRIDE_TOPIC",
                "\u212Aafka.KEY",
                "JMSReplyTo",
                "jmsxgroupid",
                "_AMQ_DUPL_ID",
                "AMQ_SCHEDULED_DELAY",
                "MustacheTemplate",
                "RootSocketHubReroute",
                "hubacceptedat",
                "Bcc",
                "SUBJECT",
                "\u017Fubject",
                "Reply-To",
                "Resent-Bcc"
            })
    void isAnInstruction(String header) {
        assertThat(DangerousHeaders.isInstruction(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "traceparent",
                "X-GitHub-Delivery",
                "X-Hub-Signature-256",
                "hub.challenge",
                "channel",
                "topic",
                "email",
                "Authorization",
                "Content-Type",
                "Total",
                "camera"
            })
    void isHarmless(String header) {
        assertThat(DangerousHeaders.isInstruction(header)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "platform-http, CamelHttpPath, true",
        "platform-http, CamelFileName, false",
        "platform-http, CamelFileLength, true",
        "file, CamelFileName, true",
        "sftp, CamelFileName, true",
        "jms, JMSMessageID, true",
        "jms, CamelRootSocketChannel, false",
        "imap, CamelMailMessageId, true",
        "kafka, CamelKafkaKey, true",
        "kafka, CamelHttpUri, false"
    })
    void knowsWhatAWayInSetsItself(String scheme, String header, boolean own) {
        assertThat(DangerousHeaders.isOwn(scheme, header)).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform-http", "jms", "imap", "kafka", "sftp", "file", "http", "never-heard-of"})
    void comesFromOutside(String scheme) {
        assertThat(DangerousHeaders.isFromOutside(scheme)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "seda", "kamelet", "schedule", "quartz", "timer"})
    void comesFromWithin(String scheme) {
        assertThat(DangerousHeaders.isFromOutside(scheme)).isFalse();
    }
}
