package io.contrailkube.core.desired;

import io.contrailkube.core.port.EventSink.Severity;

/**
 * Something a user should know about an object; becomes a Kubernetes Event, a log line and a line of the introspection.
 *
 * @param reason one of the reasons of spec 02 section 3.3
 * @param message names the thing, the cause and the remedy
 */
public record Problem(Severity severity, String reason, String message) {
    public static Problem warning(String reason, String message) {
        return new Problem(Severity.WARNING, reason, message);
    }
}
