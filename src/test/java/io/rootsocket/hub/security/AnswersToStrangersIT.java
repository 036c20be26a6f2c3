package io.rootsocket.hub.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.rootsocket.hub.testing.ManualRow;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing of a request comes back with its answer but what the route has set. */
@ManualRow("the answer has the caller's headers")
class AnswersToStrangersIT extends AttackedHub {

    @Test
    void leavesOutOfAnAnswerWhatIsNoHeader() {
        HttpResponse<String> answer = hub.post("/answered", "a\r\nSet-Cookie: b=c");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("said", "set-cookie");
    }

    @Test
    void anAnswerHoldsNothingOfItsRequest() {
        HttpResponse<String> answer = post(
                "/reflect?Access-Control-Allow-Origin=*&Set-Cookie=a%3Db&Content-Type=text/html",
                "<script>1</script>",
                "Content-Type",
                "text/html",
                "X-Internal-Auth",
                "abc",
                "X-Number",
                "7",
                "traceparent",
                "00-1-2-01");

        assertThat(answer.headers().map().keySet())
                .allSatisfy(name -> assertThat(name)
                        .isIn(
                                ":status",
                                "content-type",
                                "content-length",
                                "transfer-encoding",
                                "x-content-type-options",
                                // The hub's own name for the call.
                                "x-message-id"));
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void anAnswerHoldsNothingOfAForm() {
        HttpResponse<String> answer = post(
                "/reflect",
                "Set-Cookie=a&Location=http%3A%2F%2Fevil&X-Frame-Options=ALLOW",
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "location", "x-frame-options");
    }

    @Test
    void anAnswerHoldsWhatTheRouteHasSetAlsoInASubRouteAndToTheSameValue() {
        HttpResponse<String> answer = post("/answers", "x", "X-Request-ID", "17", "Content-Type", "text/html");

        assertThat(answer.headers().firstValue("X-Request-ID")).contains("17");
        assertThat(answer.headers().firstValue("X-Below")).contains("yes");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/css");
    }

    @Test
    void anAnswerOfAnotherServerIsNotTheRoutesAnswer() {
        HttpResponse<String> answer = post("/proxy/x", "x");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "subject");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).doesNotContain("html");
    }

    @ParameterizedTest
    @CsvSource({"/fails, 500", "/nobody-listens, 404", "/signed, 401"})
    void anErrorHoldsNothingOfItsRequestEither(String path, int status) {
        HttpResponse<String> answer =
                post(path + "?Set-Cookie=a", "x", "X-Internal-Auth", "abc", "Content-Type", "text/html");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "x-internal-auth");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
}
