package io.contrailkube.core.policy;

/** One flow that a policy allows: a pass rule of its firewall policy. */
public record Atom(Direction direction, End from, End to, Service service) {
    /** The same text for equal atoms only. */
    public String text() {
        return direction + " " + from.text() + " > " + to.text() + ' ' + service;
    }
}
