package io.rootsocket.hub.protocol;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The body of an error answer: {@code {"detail": "<text>"}}.
 *
 * @param detail the service's own words
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ErrorResponse(String detail) {}
