package io.rootsocket.hub.protocol;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The answer to {@link Operation#TOKEN} and {@link Operation#CONNECTION}: {@code {"token": "<jwt>"}}.
 *
 * @param token a signed JWT
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TokenResponse(String token) {}
