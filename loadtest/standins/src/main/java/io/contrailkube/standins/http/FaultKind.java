package io.contrailkube.standins.http;

/** Makes the filter of one fault rule out of its settings; stand-ins register their own kinds beside the built-in ones. */
@FunctionalInterface
public interface FaultKind {
    Filter of(FaultRule rule);
}
