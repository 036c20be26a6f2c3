package io.rootsocket.hub.webhook;

import java.util.Map;

/** The properties of a {@link WebhookReply}. */
public final class WebhookReplyConfigurer extends ExactProperties<WebhookReply> {

    public WebhookReplyConfigurer() {
        super(
                WebhookReply.class,
                Map.of(
                        "status", (reply, status) -> reply.setStatus(Integer.parseInt(status)),
                        "answer", WebhookReply::setAnswer,
                        "contentType", WebhookReply::setContentType));
    }
}
